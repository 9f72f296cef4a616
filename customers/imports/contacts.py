"""The people in a customer file: two sets of columns in the row of their customer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, history
from core.database import portions
from core.imports import ImportColumn, ImportContext, Row
from core.secrecy import VEIL
from customers.enums import Event
from customers.models import Contact

from .known import customers_by_code

FIRST, SECOND = SETS = ("contact", "contact2")
DETAILS = ("role", "phone", "wechat", "email")

_LABELS = {
    "contact_name": gettext_lazy("Contact"),
    "contact_role": gettext_lazy("Contact's role"),
    "contact_phone": gettext_lazy("Contact's phone"),
    "contact_wechat": gettext_lazy("Contact's WeChat"),
    "contact_email": gettext_lazy("Contact's e-mail"),
    "contact2_name": gettext_lazy("Second contact"),
    "contact2_role": gettext_lazy("Second contact's role"),
    "contact2_phone": gettext_lazy("Second contact's phone"),
    "contact2_wechat": gettext_lazy("Second contact's WeChat"),
    "contact2_email": gettext_lazy("Second contact's e-mail"),
}
_WORDS = {
    "name": ("", "姓名"),
    "role": ("职务", "职位"),
    "phone": ("电话", "手机", "手机号"),
    "wechat": ("微信", "微信号"),
    "email": ("邮箱", "电子邮箱", "email"),
}
_FIRST_ALONE = {
    "name": ("ContactName", "Contact"),
    "role": ("职务", "ContactTitle"),
    "phone": ("手机", "Mobile"),
    "wechat": ("微信", "微信号", "WeChat"),
    "email": ("邮箱", "电子邮箱", "Email", "E-mail"),
}
_CALLED = {
    FIRST: ("联系人", "联系人1", "联系人一", "第一联系人"),
    SECOND: ("联系人2", "联系人二", "第二联系人"),
}
_LONGEST = {"name": 60, "role": 60, "phone": 40, "wechat": 60, "email": 254}
_EXAMPLES = {"name": "谭建军", "role": "采购经理", "phone": "13807346621"}


def _column(of: str, part: str) -> ImportColumn:
    aliases = [f"{called}{word}" for called in _CALLED[of] for word in _WORDS[part]]
    if of == FIRST:
        aliases += _FIRST_ALONE[part]
    return ImportColumn(
        f"{of}_{part}",
        _LABELS[f"{of}_{part}"],
        kind="phone" if part == "phone" else "text",
        aliases=aliases,
        max_length=_LONGEST[part],
        example=_EXAMPLES.get(part, "") if of == FIRST else "",
        aside=True,
    )


CONTACT_COLUMNS = [_column(of, part) for of in SETS for part in ("name", *DETAILS)]


def is_detail(column: str) -> bool:
    """Whether the column holds what is personal about a contact."""
    return column in {f"{of}_{part}" for of in SETS for part in DETAILS if part != "role"}


def check_people(rows: list[Row]) -> None:
    """A contact has a name, each its own, and an e-mail address that is one."""
    wrong = _wrong_addresses(rows)
    for row in rows:
        for of in SETS:
            if row[f"{of}_email"] in wrong:
                row.fail(f"{of}_email", _("This is no e-mail address."))
            if not row[f"{of}_name"] and any(row[f"{of}_{part}"] for part in DETAILS):
                row.fail(f"{of}_name", _("Whose details are these? The contact's name is missing."))
        if row["contact_name"] and row["contact_name"] == row["contact2_name"]:
            row.fail("contact2_name", _("The first contact has this name too."))


def _wrong_addresses(rows: list[Row]) -> set[str]:
    wrong = set()
    for address in {row[f"{of}_email"] for row in rows for of in SETS} - {None, ""}:
        try:
            validate_email(address)
        except ValidationError:
            wrong.add(address)
    return wrong


def compare_people(rows: list[Row], *, sees: bool) -> None:
    """A known customer's row changes it also where a contact is new or differs."""
    if not _has_people(rows):
        return
    stored = _stored([row.target for row in rows if row.target])
    for row in rows:
        before: dict[str, Any] = {}
        for of in SETS:
            name = row[f"{of}_name"]
            if row.target and name:
                before |= _differing(row, of, stored.get((row.target, name)))
        if not sees:
            before = {each: VEIL if is_detail(each) else old for each, old in before.items()}
        if before:
            row.is_changed({**row.before, **before}, target=row.target)


def write_people(rows: list[Row], context: ImportContext) -> None:
    """New contacts and changed ones, set-based, with their versions and the trail."""
    if not _has_people(rows):
        return
    customers = customers_by_code([row["code"] for row in rows])
    stored = _stored([each.pk for each in customers.values()])
    led = {pk for (pk, _name), contact in stored.items() if contact.is_primary}
    new, changed = [], []
    for row in rows:
        customer = customers[row["code"]]
        pk = customer.pk
        for of in SETS:
            name = row[f"{of}_name"]
            if not name:
                continue
            given = {part: value for part in DETAILS if (value := row[f"{of}_{part}"])}
            contact = stored.get((pk, name))
            if contact is None:
                is_primary = pk not in led
                led.add(pk)
                new.append(Contact(customer=customer, name=name, is_primary=is_primary, **given))
            elif any(getattr(contact, part) != value for part, value in given.items()):
                for part, value in given.items():
                    setattr(contact, part, value)
                contact.customer = customer
                contact.version += 1
                changed.append(contact)
    _save(new, changed, context)


def _save(new: list[Contact], changed: list[Contact], context: ImportContext) -> None:
    made = history.bulk(Contact, new, actor=context.actor, at=context.at)
    history.bulk_save(Contact, changed, [*DETAILS, "version"], actor=context.actor, at=context.at)
    for verb, contacts in ((Event.CONTACT_CREATED, made), (Event.CONTACT_CHANGED, changed)):
        audit.record_many(
            actor=context.actor,
            verb=verb,
            subjects=contacts,
            at=context.at,
            batch=str(context.batch.pk),
        )


def _differing(row: Row, of: str, contact: Contact | None) -> dict[str, Any]:
    if contact is None:
        return {f"{of}_name": ""}
    return {
        f"{of}_{part}": getattr(contact, part)
        for part in DETAILS
        if row[f"{of}_{part}"] and row[f"{of}_{part}"] != getattr(contact, part)
    }


def _stored(customers: list[int]) -> dict[tuple[int, str], Contact]:
    found = {}
    for some in portions(customers):
        rows = Contact.objects.filter(customer__in=some).order_by("-pk")
        found.update({(each.customer_id, each.name): each for each in rows})
    return found


def _has_people(rows: list[Row]) -> bool:
    return bool(rows) and any(row[f"{of}_name"] for row in rows for of in SETS)
