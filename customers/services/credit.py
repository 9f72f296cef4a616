"""The credit limit: asked for, signed, and set when the last one has signed."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import RoleCode
from accounts.models import User
from accounts.selectors import may_see
from approvals import services as approvals
from approvals.enums import RequestStatus
from approvals.models import Request
from approvals.selectors import open_request
from core import audit, events, history
from core.errors import BusinessError
from core.locking import locked
from core.money import format_money
from core.rights import demand
from core.secrecy import CREDIT
from customers.enums import Event, Grade
from customers.models import Customer

from .merged import refuse_merged

CREDIT_KIND = "customers.credit"


def credit_facts(request: Request, user: Any) -> list[tuple[Any, Any]]:
    """What a signer decides by: from how much to how much."""
    customer = request.subject
    if not isinstance(customer, Customer):
        return []
    facts: list[tuple[Any, Any]] = [
        (_("Customer name"), customer.name),
        (_("Grade"), customer.get_grade_display() or "—"),
        (_("Salesperson"), customer.owner or "—"),
        (_("Settlement method"), customer.get_settlement_method_display()),
    ]
    if may_see(user, CREDIT, customer):
        before = format_money(Decimal(request.values.get("before", "0")))
        after = format_money(Decimal(request.values.get("limit", "0")))
        facts.append((_("Credit limit"), f"{before} → {after}"))
    return facts


approvals.declare(
    CREDIT_KIND,
    gettext_lazy("Change of a credit limit"),
    model=Customer,
    permission="customers.view_customer",
    fields=[
        approvals.Condition("grade", gettext_lazy("Customer's grade"), Grade.choices),
        approvals.Condition("raise", gettext_lazy("By how much it is raised")),
    ],
    summary=credit_facts,
    steps=[
        approvals.DefaultStep("销售经理审批", role=RoleCode.SALES_MANAGER),
        approvals.DefaultStep("财务会签", role=RoleCode.FINANCE, over_amount=500_000),
        approvals.DefaultStep(
            "分管副总审批", role=RoleCode.EXECUTIVE, over_amount=1_000_000, hours=16
        ),
    ],
)


@transaction.atomic
def credit_request(
    *, actor: User, customer: Customer, limit: Decimal, reason: str, at: datetime
) -> Request:
    """Ask for another credit limit, in CNY; it holds from the last signature on.

    Refuses the limit that is there, a merged record, and a customer about whom the same is asked
    already.
    """
    demand(actor, "customers.request_credit", customer)
    customer = locked(Customer, customer.pk)
    refuse_merged(customer)
    if limit == customer.credit_limit:
        raise BusinessError(_("That is the limit already."), field="limit", code="same")
    facts: dict[str, Any] = {
        "amount": limit,
        "values": {
            "limit": f"{limit:f}",
            "before": f"{customer.credit_limit:f}",
            "raise": f"{limit - customer.credit_limit:f}",
            "grade": customer.grade,
        },
        "reason": reason,
    }
    waiting = open_request(customer, CREDIT_KIND)
    if waiting is not None and waiting.status == RequestStatus.RETURNED:
        return approvals.request_resubmit(actor=actor, approval=waiting, at=at, **facts)
    return approvals.request_submit(
        actor=actor,
        kind=CREDIT_KIND,
        subject=customer,
        title=f"{customer.short_name or customer.name} · {_('Credit limit')}",
        region_id=customer.region_id,
        at=at,
        **facts,
    )


def credit_decided(
    *, actor: User, approval: Request, outcome: str, at: datetime, reason: str
) -> None:
    """Set the approved limit, with a version and an entry that name the approver."""
    if approval.kind != CREDIT_KIND or outcome != RequestStatus.APPROVED:
        return
    customer = locked(Customer, approval.subject_id)
    before, limit = customer.credit_limit, Decimal(approval.values["limit"])
    customer.credit_limit = limit
    history.save(customer, actor=actor, at=at, reason=approval.reason)
    audit.record(
        actor=actor,
        verb=Event.CUSTOMER_CHANGED,
        subject=customer,
        at=at,
        changes={"credit_limit": [before, limit]},
        reason=approval.reason,
    )
    events.announce(Event.CUSTOMER_CHANGED, customer)
