"""The register of errors."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Correction, ErrorCause, ErrorKind
from core.secrecy import AMOUNT
from core.ui.lists import (
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    ModelFilter,
    RecordList,
    View,
)


class CorrectionList(RecordList):
    """Errors found after verification, newest first."""

    name = "corrections"
    model = Correction
    title = _("Error register")
    basis = _("Errors found after verification, by the day they were found")
    columns = [
        Column("kind", _("Kind of error"), kind="choice", choices=ErrorKind, link=True, phone=1),
        Column("subject_text", _("Record"), clip=True, phone=3),
        Column("description", _("What was wrong"), clip=True, sort=False, secret=AMOUNT),
        Column("cause", _("Cause"), kind="choice", choices=ErrorCause),
        Column("made_by__full_name", _("Made by"), phone=2),
        Column("found_by__full_name", _("Found by")),
        Column("found_on", _("Found on"), kind="date", phone=4),
        Column("corrected_on", _("Corrected on"), kind="date"),
        Column("registered_by__full_name", _("Registered by"), hidden=True),
        Column("registered_at", _("Registered at"), kind="datetime", hidden=True),
    ]
    filters = [
        ConditionFilter(
            "open", _("Not corrected"), condition=lambda today: Q(corrected_on__isnull=True)
        ),
        ChoiceFilter("kind", _("Kind of error"), choices=ErrorKind),
        ChoiceFilter("cause", _("Cause"), choices=ErrorCause),
        ModelFilter("made_by", _("Made by"), model=get_user_model()),
        DateFilter("found_on", _("Found on")),
    ]
    search = ["subject_text", ("description", AMOUNT), "made_by__full_name"]
    order_by = "-found_on"
    views = [View("open", _("Not corrected"), "open=1", tone="late")]
    empty = _("No error has been registered.")
    empty_action = "core:correction_create"
