"""Orders."""

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Department, Region
from core.history import history
from core.locking import Versioned
from core.money import MoneyField, capital_form, round_money
from core.secrecy import AMOUNT
from core.stamps import Created, at_moment, by_person
from customers.models import Contact, Customer, RetentionTerms, retention_within
from customers.selectors import narrow_by_customer
from orders.enums import ORDER_MOVES, ORDER_OPEN, FreightTerms, OrderStatus, ReceivedVia

from .currency import InCurrency

if TYPE_CHECKING:
    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


# One by one, so that the database writes the index down as it was declared.
IS_OPEN = Q(*[("status", status) for status in sorted(ORDER_OPEN)], _connector=Q.OR)


class OrderQuerySet(models.QuerySet["Order"]):
    """Orders by who may see them."""

    def visible_to(self, user: "User") -> "OrderQuerySet":
        """Own orders and customers', the region's, those handed to the department, or all."""
        return narrow_by_customer(self, user, handed=partial(self._handed_to, user))

    def not_made_by(self, user: "User") -> "OrderQuerySet":
        """Orders the person neither created nor wrote nor submitted."""
        rows = self.exclude(created_by=user).exclude(submitted_by=user)
        return rows.exclude(writers=user)

    def _handed_to(self, user: "User") -> Q:
        """The warehouse sees what is released; other departments what was handed to them."""
        department = getattr(user, "department", None)
        if department is None:
            return Q(pk__in=[])
        if department.kind == Department.Kind.WAREHOUSE:
            return Q(status__in=[OrderStatus.RELEASED, OrderStatus.CLOSED])
        theirs = self.model._default_manager.filter(hand_overs__department=department)
        return Q(pk__in=theirs.values("pk"))


class Order(InCurrency, RetentionTerms, Versioned, Created):
    """A sales order. Amounts are the sums of the rounded lines, in CNY; its prices in its currency.

    ``number`` is given when the order is submitted; ``source_number`` is the number an imported
    order carried. ``ordered_on`` is the day on the order; figures count it by its movements, on the
    day it was verified, and what came as an archive on ``ordered_on``.
    """

    MOVES = ORDER_MOVES
    # Why may name a price; how the money comes concerns who sees it.
    SECRET_FIELDS: ClassVar = dict.fromkeys(
        ("hold_reason", "cancel_reason", "settlement", "retention_rate", "retention_months"), AMOUNT
    )

    number = models.CharField(_("order number"), max_length=40, null=True, blank=True)
    source_number = models.CharField(_("number at its source"), max_length=60, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=OrderStatus, default=OrderStatus.DRAFT
    )
    is_on_hold = models.BooleanField(_("on hold"), default=False)
    hold_reason = models.CharField(_("reason of the hold"), max_length=500, blank=True)
    revision = models.PositiveSmallIntegerField(_("revision"), default=0)

    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.PROTECT, related_name="orders"
    )
    contact = models.ForeignKey(
        Contact, verbose_name=_("contact"), on_delete=models.PROTECT, null=True, blank=True
    )
    customer_order_number = models.CharField(
        _("customer's order number"), max_length=60, blank=True
    )
    # What two writings of one number have in common, by which it is found again.
    customer_number_key = models.CharField(
        _("customer's order number, compared"), max_length=60, blank=True, editable=False
    )
    received_via = models.CharField(
        _("received by"), max_length=10, choices=ReceivedVia, default=ReceivedVia.PHONE
    )
    received_at = models.DateTimeField(_("received at"))
    ordered_on = models.DateField(_("order date"))
    salesperson = models.ForeignKey(
        PEOPLE, verbose_name=_("salesperson"), on_delete=models.PROTECT, related_name="orders"
    )
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, null=True, blank=True
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, null=True, blank=True
    )
    requested_on = models.DateField(_("requested date"), null=True, blank=True)
    promised_on = models.DateField(_("confirmed date"), null=True, blank=True)

    prices_include_tax = models.BooleanField(_("prices include tax"), default=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    exchange_rate = models.DecimalField(
        _("exchange rate"), max_digits=14, decimal_places=6, default=1
    )
    settlement = models.CharField(_("settlement"), max_length=100, blank=True)
    freight_terms = models.CharField(
        _("freight terms"), max_length=10, choices=FreightTerms, default=FreightTerms.OURS
    )
    freight_amount = MoneyField(_("freight"), default=0)
    delivery_address = models.CharField(_("delivery address"), max_length=300, blank=True)
    delivery_recipient = models.CharField(_("recipient"), max_length=60, blank=True)
    delivery_phone = models.CharField(_("recipient's phone"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    line_count = models.PositiveIntegerField(_("lines"), default=0)
    net_amount = MoneyField(_("amount without tax"), default=0)
    tax_amount = MoneyField(_("tax"), default=0)
    gross_amount = MoneyField(_("amount with tax"), default=0)
    cost_amount = MoneyField(_("cost"), default=0)
    shipped_amount = MoneyField(_("shipped"), default=0)
    signed_amount = MoneyField(_("signed for"), default=0)
    invoiced_amount = MoneyField(_("invoiced"), default=0)
    collected_amount = MoneyField(_("collected"), default=0)
    produced_amount = MoneyField(_("made ready"), default=0)
    short_closed_amount = MoneyField(_("short-closed"), default=0)

    # Who wrote its draft besides who created it: none of them verifies it.
    writers: Any = models.ManyToManyField(
        PEOPLE, verbose_name=_("written by"), related_name="+", blank=True, editable=False
    )
    submitted_by = by_person(_("submitted by"))
    submitted_at = at_moment(_("submitted at"))
    confirmed_by = by_person(_("verified by"))
    confirmed_at = at_moment(_("verified at"))
    released_by = by_person(_("released by"))
    released_at = at_moment(_("released at"))
    closed_at = at_moment(_("completed at"))
    cancelled_by = by_person(_("cancelled by"))
    cancelled_at = at_moment(_("cancelled at"))
    cancel_reason = models.CharField(_("reason of the cancellation"), max_length=500, blank=True)
    is_historical = models.BooleanField(_("historical"), default=False, editable=False)
    batch = models.ForeignKey(
        "core.ImportBatch",
        verbose_name=_("import batch"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="orders",
    )

    objects = OrderQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = pgettext_lazy("records", "orders")
        ordering = ["-ordered_on", "-id"]
        indexes = [
            models.Index(fields=["ordered_on", "id"], name="orders_order_ordered_on"),
            models.Index(fields=["status", "ordered_on", "id"], name="orders_order_status"),
            models.Index(fields=["customer", "ordered_on"], name="orders_order_customer"),
            models.Index(fields=["salesperson", "ordered_on", "id"], name="orders_order_person"),
            models.Index(fields=["region", "ordered_on", "id"], name="orders_order_region"),
            models.Index(fields=["gross_amount", "id"], name="orders_order_gross"),
            models.Index(fields=["source_number"], name="orders_order_source_number"),
            models.Index(fields=["customer", "customer_number_key"], name="orders_order_their_key"),
            # Few orders are open; what they promise and owe is asked on each order's way.
            models.Index(fields=["id"], name="orders_order_open", condition=IS_OPEN),
            models.Index(fields=["customer"], name="orders_order_open_of", condition=IS_OPEN),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="orders_order_number_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | Q(submitted_by=None)
                | Q(is_historical=True)
                | ~Q(confirmed_by=F("submitted_by")),
                name="orders_order_two_pairs_submitted",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | Q(is_historical=True)
                | ~Q(confirmed_by=F("created_by")),
                name="orders_order_two_pairs_created",
            ),
            models.CheckConstraint(
                condition=Q(gross_amount=Round(F("net_amount") + F("tax_amount"), precision=2)),
                name="orders_order_net_and_tax",
            ),
            models.CheckConstraint(
                condition=Q(
                    currency="", foreign_net_amount__isnull=True, foreign_gross_amount__isnull=True
                )
                | ~Q(currency="")
                & Q(foreign_net_amount__isnull=False, foreign_gross_amount__isnull=False),
                name="orders_order_foreign_amounts",
            ),
            models.CheckConstraint(condition=retention_within(), name="orders_order_retention"),
            models.CheckConstraint(
                condition=Q(status=OrderStatus.DRAFT)
                | Q(status=OrderStatus.CANCELLED)
                | Q(number__isnull=False),
                name="orders_order_numbered",
            ),
        ]

    def is_made_by(self, user: "User") -> bool:
        """Whether the person created, wrote or submitted it."""
        if user.pk in {self.created_by_id, self.submitted_by_id}:
            return True
        return any(writer.pk == user.pk for writer in self.writers.all())

    def cny_of(self, stated: Decimal) -> Decimal:
        """What an amount stated in the order's currency is in CNY; amounts kept are so already."""
        return round_money(stated * self.exchange_rate) if self.currency else stated

    def in_words(self, amount: Decimal) -> str:
        """What a paper of it states in words, 人民币大写; of another currency none."""
        return "" if self.currency else capital_form(amount)

    def __str__(self) -> str:
        return self.number or f"{_('Draft')} {self.pk}"
