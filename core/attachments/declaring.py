"""Which records carry papers, of which kinds, and who may add them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model

from core.errors import Sentence
from core.secrecy import may_see

Closed = Callable[[Any], Sentence]


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper; ``secret`` names what stands on it that not everybody may see."""

    key: str
    label: Sentence
    secret: str = ""
    fits: Callable[[Any], bool] | None = None  # which records it is added to, where not to all


@dataclass(frozen=True)
class Declaration:
    """The papers of one noun."""

    model: type[Model]
    kinds: tuple[PaperKind, ...]
    permission: str
    view_permission: str
    most: int
    stays: bool = False
    closed: Closed | None = None

    def why_closed(self, record: Any) -> Sentence:
        """Why nothing more is hung on this record; '' where it may be."""
        return self.closed(record) if self.closed is not None else ""

    def kind(self, key: str) -> PaperKind | None:
        return next((kind for kind in self.kinds if kind.key == key), None)

    def record(self, user: Any, pk: int) -> Any:
        """The record, if this person may see it."""
        if not user.has_perm(self.view_permission):
            return None
        rows: Any = self.model._default_manager.all()
        found = rows.visible_to(user).filter(pk=pk).first()
        return found if found is not None and user.has_perm(self.view_permission, found) else None

    def may_add(self, user: Any, record: Any = None) -> bool:
        return bool(user.has_perm(self.permission, record))

    def may_change(self, user: Any, record: Any = None) -> bool:
        """Whether the person may replace and remove what hangs there."""
        return not self.stays and self.may_add(user, record)

    def kinds_for(self, user: Any, record: Any) -> list[PaperKind]:
        """The kinds of paper the person may see: of this record, or of any (``None``)."""
        return [kind for kind in self.kinds if may_see(user, kind.secret, record)]

    def kinds_to_add(self, user: Any, record: Any) -> list[PaperKind]:
        """Those of them that this record carries."""
        seen = self.kinds_for(user, record)
        return [kind for kind in seen if kind.fits is None or kind.fits(record)]


_declared: dict[str, Declaration] = {}


def declare(
    model: type[Model],
    *,
    permission: str,
    kinds: Sequence[PaperKind],
    view_permission: str = "",
    most: int = 0,
    stays: bool = False,
    closed: Closed | None = None,
) -> Declaration:
    """Papers hang on records of that model: in an app's ``papers.py``, one call for each noun.

    ``permission`` is to add, replace and remove; to see them is to see the record
    (``visible_to`` and ``view_permission``, by default ``<app>.view_<model>``). With ``stays`` what
    hangs there is neither replaced nor removed: somebody decided upon it. ``closed`` answers why
    a record takes no more papers, '' while it does.
    """
    view = view_permission or f"{model._meta.app_label}.view_{model._meta.model_name}"
    made = Declaration(
        model,
        tuple(kinds),
        permission,
        view,
        most or settings.ATTACHMENT_MAX_PER_RECORD,
        stays,
        closed,
    )
    _declared[model._meta.label_lower] = made
    return made


def declaration(model: type[Model] | str) -> Declaration | None:
    """What was declared for the model, by class or label; None for none."""
    label = model if isinstance(model, str) else model._meta.label_lower
    return _declared.get(label.lower())


def declarations() -> list[Declaration]:
    """Every noun with papers."""
    return list(_declared.values())
