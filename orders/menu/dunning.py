"""Who has to be asked for money today, in the navigation and in the inbox."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.clock import business_today
from core.ui import inbox
from customers.models import Customer
from orders.enums import DunningChannel
from orders.selectors.dunning import next_steps_due, promises_to_chase, to_follow

SHOWN = 20


def count_to_follow(user: User) -> int:
    """Customers that wait for a next step."""
    return Customer.objects.visible_to(user).open().filter(to_follow(business_today())).count()


def rows_to_follow(user: User) -> list[inbox.Waiting]:
    """Broken promises and next steps, to who recorded them and to the customer's salesperson."""
    if not user.has_perm("orders.record_dunningstep"):
        return []
    today = business_today()
    broken = promises_to_chase(today)
    same = broken.filter(customer=OuterRef("customer"))
    due = next_steps_due(today).filter(~Exists(same))
    where = ["customer_id", "customer__name"]
    return [
        inbox.Each(
            _of(user, broken).order_by("promised_on", "pk"),
            _broken,
            where,
            on="promised_on",
            most=SHOWN,
        ),
        inbox.Each(
            _of(user, due).order_by("next_on", "pk"),
            _next,
            [*where, "next_step", "channel"],
            on="next_on",
            most=SHOWN,
        ),
    ]


def _of(user: User, steps: QuerySet[Any]) -> QuerySet[Any]:
    """Those this person has to go on with."""
    seen = Customer.objects.visible_to(user).filter(pk=OuterRef("customer"))
    return steps.filter(Q(created_by=user) | Q(customer__owner=user), Exists(seen))


def _broken(found: inbox.Found) -> inbox.Row:
    customer, name = found.texts
    text = _("%(customer)s · promise to pay broken") % {"customer": name}
    return inbox.Row(text, _account(customer), due_on=found.on)


def _next(found: inbox.Found) -> inbox.Row:
    customer, name, step, channel = found.texts
    note = step or DunningChannel(channel).label
    text = _("%(customer)s · go on asking for money") % {"customer": name}
    return inbox.Row(text, _account(customer), due_on=found.on, note=note)


def _account(customer: str) -> str:
    return reverse("orders:customer_account", args=[customer])


inbox.provider("orders.dunning", gettext_lazy("Dunning"), rows_to_follow)
