"""Flows: who has to sign what, set up by administrators."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import Department
from approvals import kinds
from approvals.enums import Comparison, Scope, SignerKind
from core.money import MoneyField

PEOPLE = settings.AUTH_USER_MODEL


class Signing(models.Model):
    """By what a step finds its people, how many of them sign, and within what time."""

    name = models.CharField(_("step"), max_length=60)
    signer = models.CharField(
        _("signed by"), max_length=20, choices=SignerKind, default=SignerKind.ROLE
    )
    role = models.CharField(_("role"), max_length=30, choices=RoleCode, blank=True)
    person = models.ForeignKey(
        PEOPLE,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    scope = models.CharField(_("which of them"), max_length=20, choices=Scope, default=Scope.ALL)
    needs_all = models.BooleanField(
        _("all have to sign"), default=False, help_text=_("Otherwise one of them is enough.")
    )
    hours = models.PositiveSmallIntegerField(
        _("time limit"), null=True, blank=True, help_text=_("In working hours; empty for none.")
    )

    class Meta:
        abstract = True


class Flow(models.Model):
    """The flow of one kind of request; each saved change is a new version."""

    kind = models.CharField(_("for"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Without an active flow nothing can be submitted.")
    )
    skips_repeated = models.BooleanField(
        _("nobody signs twice"),
        default=True,
        help_text=_("Who signed an earlier step is not asked again; the trail says so."),
    )

    class Meta:
        verbose_name = _("approval flow")
        verbose_name_plural = _("approval flows")
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.name


class FlowStep(Signing):
    """One step, with what it takes for the step to be asked."""

    flow = models.ForeignKey(
        Flow, verbose_name=_("approval flow"), on_delete=models.CASCADE, related_name="steps"
    )
    position = models.PositiveSmallIntegerField(_("place in the flow"), default=10)
    over_amount = MoneyField(
        _("only over the amount"), null=True, blank=True, help_text=_("In CNY, with tax.")
    )
    up_to_amount = MoneyField(_("only up to the amount"), null=True, blank=True)
    departments = models.ManyToManyField(
        Department, verbose_name=_("only for departments"), blank=True, related_name="+"
    )
    field = models.CharField(_("only when"), max_length=60, blank=True)
    comparison = models.CharField(
        _("compared"), max_length=10, choices=Comparison, default=Comparison.IS
    )
    value = models.CharField(
        _("value"), max_length=60, blank=True, help_text=_("A number, a word, yes or no.")
    )

    class Meta:
        verbose_name = _("step of a flow")
        verbose_name_plural = _("steps of flows")
        ordering = ["flow", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(signer=SignerKind.ROLE) | ~Q(role=""), name="approvals_step_role"
            ),
            models.CheckConstraint(
                condition=~Q(signer=SignerKind.PERSON) | Q(person__isnull=False),
                name="approvals_step_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.flow} · {self.position} {self.name} · {self.pk}"

    def clean(self) -> None:
        """In a sentence and at its field what the constraints hold."""
        if self.signer == SignerKind.ROLE and not self.role:
            raise ValidationError({"role": _("Say which role signs.")})
        if self.signer == SignerKind.PERSON and self.person is None:
            raise ValidationError({"person": _("Say who signs.")})
        if self.field:
            self.value = self._value_meant()

    def _value_meant(self) -> str:
        """What is compared with; a word such as “B级” becomes the value it stands for."""
        condition = kinds.find(self.flow.kind).condition(self.field)
        if condition is None:
            raise ValidationError({"field": _("Requests of this kind have no such field.")})
        value = condition.code_of(self.value)
        if value is None:
            words = "、".join(str(word) for _code, word in condition.words)
            raise ValidationError(
                {"value": _("Choose one of these: %(words)s.") % {"words": words}}
            )
        return value


class FlowVersion(models.Model):
    """A flow as it stood: the steps that requests made under it keep. Never changed."""

    flow = models.ForeignKey(
        Flow, verbose_name=_("approval flow"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    steps = models.JSONField(_("steps"), default=list)
    skips_repeated = models.BooleanField(_("nobody signs twice"), default=True)
    made_by = models.ForeignKey(
        PEOPLE,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("version of a flow")
        verbose_name_plural = _("versions of flows")
        ordering = ["flow", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["flow", "number"], name="approvals_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.flow} V{self.number}"

    @property
    def content(self) -> tuple[Any, bool]:
        """What makes a version another one."""
        return self.steps, self.skips_repeated
