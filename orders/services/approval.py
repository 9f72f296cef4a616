"""Orders that the machine stops and people may let pass: asked for, and carried out."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import RoleCode
from accounts.models import User
from approvals import services as approvals
from approvals.enums import RequestStatus, Scope
from approvals.models import Request
from core.clock import business_date
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from customers.enums import Grade
from orders.enums import CheckKind, OrderStatus
from orders.models import Order, OrderLine
from orders.selectors.approval import (
    APPROVABLE,
    STOP_KIND,
    digest_of,
    request_under_way,
    stop_facts,
    with_approvals,
)
from orders.selectors.checked_lines import checked_lines
from orders.selectors.checks import Answer, checks_of

from .submission import checks_write, order_submit, refuse_stops

STOP_WORDS = [(kind.value, kind.label) for kind in CheckKind if kind in APPROVABLE]

approvals.declare(
    STOP_KIND,
    gettext_lazy("Order outside the rules"),
    model=Order,
    permission="orders.view_order",
    fields=[
        approvals.Condition("stops", gettext_lazy("Stopped by"), STOP_WORDS),
        approvals.Condition("grade", gettext_lazy("Customer's grade"), Grade.choices),
    ],
    summary=stop_facts,
    steps=[
        approvals.DefaultStep("片区经理审批", role=RoleCode.REGIONAL_MANAGER, scope=Scope.REGION),
        approvals.DefaultStep("销售经理审批", role=RoleCode.SALES_MANAGER, over_amount=50_000),
        approvals.DefaultStep(
            "分管副总审批", role=RoleCode.EXECUTIVE, over_amount=500_000, hours=16
        ),
    ],
)


@transaction.atomic
def order_request_approval(*, actor: User, order: Order, reason: str, at: datetime) -> Request:
    """Ask that an order the machine stops may pass: price under the floor, credit, overdue money.

    Once approved the order is handed in by itself. Refuses an order that nothing stops, one with
    a stop nobody may let pass, and one about which is asked already.
    """
    demand(actor, "orders.submit_order", order)
    if not reason.strip():
        raise BusinessError(_("Say why it should pass."), field="reason", code="reason")
    order = locked(Order.objects.select_related("customer"), order.pk)
    if order.status != OrderStatus.DRAFT:
        raise BusinessError(_("Only a draft asks for approval."), code="not_a_draft")
    lines = checked_lines(order)
    answers = with_approvals(order, lines, checks_of(order, lines, on=business_date(at)))
    stops = [answer for answer in answers if answer.is_stop]
    if not stops:
        raise BusinessError(_("Nothing stops this order; just submit it."), code="nothing_stops")
    refuse_stops([answer for answer in stops if answer.kind not in APPROVABLE])
    checks_write(order, answers, at=at)
    facts = _facts(order, lines, stops, reason)
    waiting = request_under_way(order)
    if waiting is not None and waiting.status == RequestStatus.RETURNED:
        return approvals.request_resubmit(actor=actor, approval=waiting, at=at, **facts)
    return approvals.request_submit(
        actor=actor,
        kind=STOP_KIND,
        subject=order,
        title=_title(order, stops),
        region_id=order.region_id,
        department_id=order.department_id,
        at=at,
        **facts,
    )


def order_approval_decided(
    *, actor: User, approval: Request, outcome: str, at: datetime, reason: str
) -> None:
    """An approved order is handed in for its maker; where something else stops it now, it stays a
    draft and its maker finds it in the inbox. Part of the approver's transaction.
    """
    if approval.kind != STOP_KIND or outcome != RequestStatus.APPROVED:
        return
    order = Order.objects.filter(pk=approval.subject_id, status=OrderStatus.DRAFT).first()
    if order is None:
        raise BusinessError(_("The order is no draft any more; reject the request."), code="gone")
    try:
        with transaction.atomic():
            order_submit(actor=approval.maker, order=order, at=at)
    except BusinessError:
        return


def _facts(
    order: Order, lines: list[OrderLine], stops: list[Answer], reason: str
) -> dict[str, Any]:
    return {
        "amount": order.gross_amount,
        "values": {
            "stops": sorted({str(answer.kind) for answer in stops}),
            "said": list(dict.fromkeys(answer.sentence for answer in stops))[:20],
            "grade": order.customer.grade,
        },
        "digest": digest_of(order, lines),
        "reason": reason,
    }


def _title(order: Order, stops: list[Answer]) -> str:
    kinds = "、".join(dict.fromkeys(str(CheckKind(answer.kind).label) for answer in stops))
    return f"{order.customer.short_name or order.customer.name} · {kinds}"
