"""The issue log: what went wrong, who sees to it by when, who was told."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, states
from core.clock import business_date
from core.errors import BusinessError
from core.locking import locked
from core.numbering import next_number
from core.rights import demand
from orders.enums import ORDER_OPEN, Event, IssueStatus, OrderStatus, Told
from orders.models import IssueTelling, Order, OrderIssue, OrderLine

from .numbers import ISSUES

FIRST_TOLD = {Told.SALESPERSON: "told_salesperson_at", Told.CUSTOMER: "told_customer_at"}


@transaction.atomic
def issue_open(
    *,
    actor: User,
    order: Order,
    kind: str,
    description: str,
    owner: User,
    due_on: date,
    at: datetime,
    line: OrderLine | None = None,
) -> OrderIssue:
    """Log an issue of an order with its owner and limit.

    Refuses an order that is not under way or closed, another order's line and a limit in the past.
    """
    demand(actor, "orders.add_orderissue", order)
    if order.status not in {*ORDER_OPEN, OrderStatus.CLOSED}:
        raise BusinessError(
            _("An issue is logged on a verified order."), field="order", code="illegal_move"
        )
    if line is not None and line.order_id != order.pk:
        raise BusinessError(_("This line belongs to another order."), field="line", code="line")
    if due_on < business_date(at):
        raise BusinessError(_("The limit is in the past."), field="due_on", code="past")
    issue = OrderIssue.objects.create(
        order=order,
        line=line,
        number=next_number(ISSUES, business_date(at)),
        kind=kind,
        description=description,
        owner=owner,
        due_on=due_on,
        opened_by=actor,
        opened_at=at,
    )
    said: dict[str, Any] = {"actor": actor, "verb": Event.ISSUE_OPENED, "at": at}
    audit.record(subject=issue, reason=description, **said)
    audit.record(subject=order, reason=f"{issue}: {description}", **said)
    events.announce(Event.ISSUE_OPENED, issue, order=order.pk, owner=owner.pk)
    return issue


@transaction.atomic
def issue_solve(*, actor: User, issue: OrderIssue, solution: str, at: datetime) -> OrderIssue:
    """Close an issue with its solution."""
    demand(actor, "orders.solve_orderissue", issue)
    issue = locked(OrderIssue.objects.select_related("order"), issue.pk)
    states.move(
        issue,
        IssueStatus.SOLVED,
        actor=actor,
        at=at,
        verb=Event.ISSUE_SOLVED,
        locked=True,
        solution=solution,
    )
    audit.record(
        actor=actor,
        verb=Event.ISSUE_SOLVED,
        subject=issue.order,
        at=at,
        reason=f"{issue}: {solution}",
    )
    events.announce(Event.ISSUE_SOLVED, issue, order=issue.order_id)
    return issue


@transaction.atomic
def issue_tell(
    *,
    actor: User,
    issue: OrderIssue,
    channel: str,
    words: str,
    at: datetime,
    salesperson: bool = False,
    customer: bool = False,
) -> list[IssueTelling]:
    """Keep who was told of an issue, by what channel and in what words; each telling is a row.

    When each was told first stays as it was. Refuses a telling to nobody.
    """
    demand(actor, "orders.tell_orderissue", issue)
    issue = locked(OrderIssue.objects.select_related("order"), issue.pk)
    asked = {Told.SALESPERSON: salesperson, Told.CUSTOMER: customer}
    told = [who for who, is_told in asked.items() if is_told]
    if not told:
        raise BusinessError(_("Say who was told."), field="salesperson", code="nobody")
    tellings = [
        IssueTelling.objects.create(
            issue=issue, told=who, channel=channel, words=words, told_by=actor, told_at=at
        )
        for who in told
    ]
    changes = {}
    for who in told:
        field = FIRST_TOLD[who]
        if getattr(issue, field) is None:
            setattr(issue, field, at)
            changes[field] = [None, at]
    if changes:
        issue.save(update_fields=list(changes))
    audit.record(
        actor=actor, verb=Event.ISSUE_TOLD, subject=issue, at=at, changes=changes, reason=words
    )
    return tellings
