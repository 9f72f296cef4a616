"""What the machine checked and what the second person ticked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders.enums import CheckKind, CheckLevel, Element

from .line import OrderLine
from .order import Order


class OrderCheck(models.Model):
    """One answer of the machine about an order or one of its lines, newest run kept."""

    order = models.ForeignKey(
        Order, verbose_name=_("order"), on_delete=models.CASCADE, related_name="checks"
    )
    line = models.ForeignKey(
        OrderLine, verbose_name=_("order line"), on_delete=models.CASCADE, null=True, blank=True
    )
    kind = models.CharField(_("check"), max_length=20, choices=CheckKind)
    level = models.CharField(_("answer"), max_length=10, choices=CheckLevel)
    sentence = models.CharField(_("reason"), max_length=300, blank=True)
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        verbose_name = _("machine check")
        verbose_name_plural = _("machine checks")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.order} · {self.get_kind_display()} · {self.get_level_display()} · {self.pk}"

    @property
    def label(self) -> str:
        """What was checked."""
        return str(CheckKind(self.kind).label)


class Verification(models.Model):
    """The second person's check of an order: passed, or returned with the reason."""

    order = models.ForeignKey(
        Order, verbose_name=_("order"), on_delete=models.PROTECT, related_name="verifications"
    )
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("maker"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    verified_at = models.DateTimeField(_("verified at"))
    is_passed = models.BooleanField(_("passed"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["order", "-verified_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verified_by=F("maker")), name="orders_verification_two_pairs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.verified_by} · {self.pk}"


class VerificationTick(models.Model):
    """One of the four elements, ok or not with a reason, for the order or for one line."""

    verification = models.ForeignKey(
        Verification,
        verbose_name=_("verification"),
        on_delete=models.CASCADE,
        related_name="ticks",
    )
    line = models.ForeignKey(
        OrderLine, verbose_name=_("order line"), on_delete=models.SET_NULL, null=True, blank=True
    )
    element = models.CharField(_("element"), max_length=20, choices=Element)
    is_ok = models.BooleanField(_("ok"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("verification tick")
        verbose_name_plural = _("verification ticks")
        ordering = ["verification", "id"]

    def __str__(self) -> str:
        return f"{self.verification} · {self.get_element_display()} · {self.pk}"
