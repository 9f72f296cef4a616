"""The delivery note 送货单: on screen, and as a counted print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from core.errors import NotAllowed
from core.printing import pdf_of_html, pdf_response
from core.secrecy import AMOUNT, may_see
from core.ui.pages.page import Page
from orders.models import Shipment
from orders.prints import delivery_note
from orders.services import shipment_print


class ShipmentPrintPage(Page):
    """GET shows the sheet; POST prints it as PDF and counts the print."""

    model = Shipment
    kind = "print"
    on_record = True
    permission = "orders.print_shipment"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        shipment = self.check_record()
        context = delivery_note(shipment, with_prices=self.with_prices(request.GET.get("prices")))
        return self.answer({**context, "on_screen": True}, part="orders/print_delivery.html")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        shipment = self.check_record()
        with_prices = self.with_prices(request.POST.get("prices"))
        printed = self.call(shipment_print, shipment=shipment)
        context = delivery_note(printed, with_prices=with_prices)
        context |= {"printed_at": self.now, "printed_by": request.user}
        html = render_to_string("orders/print_delivery.html", context)
        return pdf_response(pdf_of_html(html), f"{printed.number}")

    def with_prices(self, asked: str | None) -> bool:
        """Prices are shown to who asks for them and may see them."""
        if asked != "1":
            return False
        if not may_see(self.request.user, AMOUNT, self.record.order):
            raise NotAllowed("")
        return True


pages = [ShipmentPrintPage]
