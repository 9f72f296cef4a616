"""A new noun on the whole of the kernel: every line an app writes for it stands here."""

import rules
from django.urls import include, path

from accounts.enums import RoleCode
from accounts.selectors.roles import has_any_role
from approvals import services as approvals
from approvals.enums import RequestStatus
from backoffice.urls import urlpatterns as product
from core import attachments, duties, receipts, search
from core.printing import PrintedForm
from core.ui import Column, DetailPage, ListPage, PrintPage, RecordList, page_urls
from tests.ground.models import Errand

# The declarations begin.
for right in ("view", "attach", "print"):
    rules.add_perm(f"ground.{right}_errand", has_any_role)

chief = approvals.DefaultStep("主管审批", role=RoleCode.SUPERVISOR)
approvals.declare(
    "toy.errand", "Errand", model=Errand, permission="ground.view_errand", steps=[chief]
)
attachments.declare(
    Errand, permission="ground.attach_errand", kinds=[attachments.PaperKind("slip", "Slip")]
)
receipts.sendable("ground.Errand")


@approvals.request_decided.receiver
def grant(*, approval, outcome, **facts):
    if approval.kind == "toy.errand" and outcome == RequestStatus.APPROVED:
        Errand.objects.filter(pk=approval.subject_id).update(is_granted=True)


@duties.kind("toy.errand", "Errands to run")
def owed(at):
    for each in Errand.objects.filter(is_done=False):
        yield duties.Owed(
            each.runner_id, str(each.pk), str(each), each.due_at, f"/toy/errand/{each.pk}/"
        )


class ErrandList(RecordList):
    name, model, title, detail = "toy_errands", Errand, "Errands", "toy:errand_detail"
    columns = (Column("number", "Number", link=True), Column("name", "Name"))
    order_by = "number"


class ErrandSlip(PrintedForm):
    name, model, title = "toy.slip", Errand, "Slip"
    template, permission = "prints/form.html", "ground.print_errand"


class ErrandListPage(ListPage):
    namespace, list_class, permission = "toy", ErrandList, "ground.view_errand"


class ErrandDetailPage(DetailPage):
    namespace, model, permission = "toy", Errand, "ground.view_errand"


class ErrandPrintPage(PrintPage):
    namespace, form = "toy", ErrandSlip


search.source(ErrandList, search.number("number"), search.words("name"))
# The declarations end.

pages = page_urls(ErrandListPage, ErrandDetailPage, ErrandPrintPage)
urlpatterns = [*product, path("toy/", include((pages, "toy")))]
