"""Who would have to sign: steps that apply, and the people they mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from django.utils.translation import gettext as _

from accounts.enums import RoleCode
from accounts.models import Department, RoleGrant, User
from approvals.enums import Comparison, Scope, SignerKind

HIGHEST = 12  # superiors above the maker that are asked for
YES = {"yes", "true", "1", "on", "是"}
NO = {"no", "false", "0", "off", "否", "", "none"}


class Signed(Protocol):
    """What finds the people of a step, be it of a flow or of a request."""

    @property
    def name(self) -> str: ...

    @property
    def signer(self) -> str: ...

    @property
    def role(self) -> str: ...

    @property
    def scope(self) -> str: ...

    @property
    def person_id(self) -> int | None: ...


@dataclass(frozen=True)
class Circumstances:
    """What of a request decides who signs it."""

    maker: User
    amount: Decimal | None = None
    department_id: int | None = None
    region_id: int | None = None
    values: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Found:
    """The people of a step; ``note`` says why it is not those the flow names."""

    people: Sequence[User]
    note: str = ""


def applies(step: Mapping[str, Any], facts: Circumstances) -> bool:
    """Whether a frozen step is asked of such a request. Without an amount, limits do not bind."""
    amount = facts.amount
    if amount is not None:
        if step.get("over_amount") and amount <= Decimal(step["over_amount"]):
            return False
        if step.get("up_to_amount") and amount > Decimal(step["up_to_amount"]):
            return False
    if step.get("departments") and facts.department_id not in step["departments"]:
        return False
    if not step.get("field"):
        return True
    value = (facts.values or {}).get(step["field"])
    return _compared(value, step.get("comparison", Comparison.IS), str(step.get("value", "")))


def signers_of(steps: Sequence[Signed], facts: Circumstances) -> list[Found]:
    """The people of each step: never the maker, nobody who left; a step that finds nobody goes to
    the maker's superior. The number of queries does not grow with the steps.
    """
    house = _House(steps, facts)
    return [house.people_of(step) for step in steps]


def preview(steps: Iterable[Mapping[str, Any]], facts: Circumstances) -> list[tuple[Any, Found]]:
    """Who would have to sign, step by step: each frozen step that applies, with its people."""
    asked = [FrozenStep.of(step) for step in steps if applies(step, facts)]
    return list(zip(asked, signers_of(asked, facts), strict=True))


@dataclass(frozen=True)
class FrozenStep:
    """A step as a version of a flow keeps it."""

    name: str
    signer: str
    role: str
    scope: str
    person_id: int | None
    needs_all: bool
    hours: int | None

    @classmethod
    def of(cls, step: Mapping[str, Any]) -> "FrozenStep":
        """From the version's plain values."""
        return cls(**{name: step.get(name) for name in cls.__dataclass_fields__})  # type: ignore[arg-type]


class _House:
    """The people the steps may mean, read once."""

    def __init__(self, steps: Sequence[Signed], facts: Circumstances) -> None:
        self.facts = facts
        roles = {step.role for step in steps if step.signer == SignerKind.ROLE}
        persons = {step.person_id for step in steps if step.signer == SignerKind.PERSON}
        kinds = {step.signer for step in steps}
        self.by_role: dict[str, list[User]] = {role: [] for role in roles}
        if roles:
            grants = RoleGrant.objects.filter(role__in=roles).select_related("user")
            for grant in grants.order_by("user_id"):
                self.by_role[grant.role].append(grant.user)
        self.persons = User.objects.in_bulk(list(persons)) if persons else {}
        self.head = self._head() if SignerKind.HEAD in kinds else None
        self._above: User | None = None
        self._climbed = False

    def people_of(self, step: Signed) -> Found:
        """Those the step names, else the maker's superior."""
        named = [person for person in self._named(step) if self._may(person)]
        if named:
            return Found(named)
        above = self.above
        if above is None:
            return Found([], self._why(step))
        if step.signer == SignerKind.SUPERIOR:
            return Found([above])
        sentence = _("%(why)s Led to the superior %(who)s.")
        return Found([above], sentence % {"why": self._why(step), "who": above})

    def _named(self, step: Signed) -> list[User]:
        if step.signer == SignerKind.PERSON:
            person = self.persons.get(step.person_id or 0)
            return [person] if person else []
        if step.signer == SignerKind.HEAD:
            return [self.head] if self.head else []
        if step.signer == SignerKind.SUPERIOR:
            return [self.above] if self.above else []
        return [person for person in self.by_role[step.role] if self._is_within(person, step)]

    def _is_within(self, person: User, step: Signed) -> bool:
        if step.scope == Scope.REGION:
            return person.region_id is not None and person.region_id == self.facts.region_id
        if step.scope == Scope.DEPARTMENT:
            return person.department_id is not None and person.department_id == self._department
        return True

    def _may(self, person: User) -> bool:
        return person.is_active and person.pk != self.facts.maker.pk

    @property
    def _department(self) -> int | None:
        return self.facts.department_id or self.facts.maker.department_id

    def _head(self) -> User | None:
        if self._department is None:
            return None
        found = Department.objects.filter(pk=self._department).select_related("head").first()
        return found.head if found else None

    @property
    def above(self) -> User | None:
        """The nearest superior of the maker who still works here."""
        if not self._climbed:
            self._climbed = True
            self._above = superior_of(self.facts.maker, but_not={self.facts.maker.pk})
        return self._above

    def _why(self, step: Signed) -> str:
        if step.signer == SignerKind.ROLE:
            sentence = _("Nobody but the maker holds the role %(role)s there.")
            return sentence % {"role": RoleCode(step.role).label}
        if step.signer == SignerKind.PERSON:
            return _("The person named for “%(step)s” cannot sign.") % {"step": step.name}
        if step.signer == SignerKind.HEAD:
            return _("The department has no head who could sign.")
        return _("%(maker)s has no superior who could sign.") % {"maker": self.facts.maker}


def superior_of(person: User, *, but_not: set[int]) -> User | None:
    """The nearest active superior who is none of those; one query for each level climbed."""
    seen = {person.pk}
    following = person.superior_id
    for _level in range(HIGHEST):
        if following is None or following in seen:
            return None
        seen.add(following)
        above = User.objects.filter(pk=following).first()
        if above is None:
            return None
        if above.is_active and above.pk not in but_not:
            return above
        following = above.superior_id
    return None


def _compared(value: Any, comparison: str, wanted: str) -> bool:
    if comparison in {Comparison.OVER, Comparison.UNDER}:
        number, limit = _number(value), _number(wanted)
        if number is None or limit is None:
            return False
        return number > limit if comparison == Comparison.OVER else number < limit
    same = _is_same(value, wanted)
    return same if comparison == Comparison.IS else not same


def _is_same(value: Any, wanted: str) -> bool:
    said = wanted.strip().lower()
    if isinstance(value, bool) or value is None:
        return said in (YES if value else NO)
    if isinstance(value, list):
        return said in {str(each).lower() for each in value}
    number, other = _number(value), _number(wanted)
    if number is not None and other is not None:
        return number == other
    return str(value).strip().lower() == said


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
