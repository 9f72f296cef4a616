"""What people are told about approvals."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Deputy, User
from approvals.enums import Event
from approvals.models import Request
from core.clock import business_today
from core.events import Event as Told
from core.events import subscriber
from core.models import Channel
from core.notifications import Message, kind, notify

BOTH = (Channel.PAGE, Channel.EMAIL)
WAITING = kind("approvals.waiting", _("A signature waits for me"), channels=(Channel.PAGE,))
DUE = kind("approvals.due", _("A signature is due soon or overdue"), channels=BOTH, mandatory=True)
DECIDED = kind("approvals.decided", _("What I asked for is decided"), channels=(Channel.PAGE,))
COPIED = kind("approvals.copied", _("A request is copied to me"), channels=(Channel.PAGE,))
SAID = kind("approvals.said", _("Somebody comments on my request"), channels=(Channel.PAGE,))


def _tell(told: Told, what: Any, people: Any, title: Any, text: Any = "") -> None:
    request = told.subject()
    if not isinstance(request, Request):
        return
    facts = {
        "what": request.title,
        "maker": str(request.maker),
        "step": request.step_name,
        "who": request.waits_for,
        "by": str(User.objects.filter(pk=told.payload.get("by")).first() or ""),
        "state": request.get_status_display(),
    }
    message = Message(title, text, request.get_absolute_url(), request, facts)
    notify(what, people, message, at=timezone.now(), once=told.uid)


def _with_deputies(keys: list[int]) -> list[User]:
    """The people, and who stands in for them today."""
    today = business_today()
    deputies = Deputy.objects.filter(principal__in=keys, from_on__lte=today, to_on__gte=today)
    every = {*keys, *deputies.values_list("deputy", flat=True)}
    return list(User.objects.active().filter(pk__in=every))


@subscriber(Event.REQUEST_WAITING, background=True)
def tell_signers(told: Told) -> None:
    """Whose turn it is, and their deputies."""
    people = _with_deputies(told.payload["people"])
    _tell(told, WAITING, people, _("%(what)s waits for your signature"), _("Asked by %(maker)s"))


@subscriber(Event.REQUEST_DUE_SOON, background=True)
def tell_due(told: Told) -> None:
    """A quarter of the time is left."""
    people = _with_deputies(told.payload["people"])
    _tell(told, DUE, people, _("%(what)s: your signature is due soon"), _("Asked by %(maker)s"))


@subscriber(Event.REQUEST_OVERDUE, background=True)
def tell_overdue(told: Told) -> None:
    """The time is over: the person and the superior."""
    people = _with_deputies(told.payload["people"])
    _tell(told, DUE, people, _("%(what)s is past its limit"), _("Waits for %(who)s"))


@subscriber(Event.REQUEST_APPROVED, background=True)
@subscriber(Event.REQUEST_RETURNED, background=True)
@subscriber(Event.REQUEST_REJECTED, background=True)
def tell_maker(told: Told) -> None:
    """What became of it."""
    maker = User.objects.filter(pk=told.payload["maker"])
    _tell(told, DECIDED, maker, _("%(what)s: %(state)s"), _("By %(by)s"))


@subscriber(Event.REQUEST_COPIED, background=True)
def tell_readers(told: Told) -> None:
    """Those it was copied to."""
    people = User.objects.active().filter(pk__in=told.payload["people"])
    _tell(told, COPIED, people, _("%(what)s was copied to you"), _("Asked by %(maker)s"))


@subscriber(Event.REQUEST_COMMENTED, background=True)
def tell_comment(told: Told) -> None:
    """The maker hears what others say."""
    request = told.subject()
    if isinstance(request, Request) and request.maker_id != told.payload["by"]:
        maker = User.objects.filter(pk=request.maker_id)
        _tell(told, SAID, maker, _("Somebody commented on %(what)s"))
