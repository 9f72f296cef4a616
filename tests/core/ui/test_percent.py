"""A rate is typed as percent and kept as a fraction."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.money import format_rate
from core.ui.forms import PercentField

D = Decimal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("5", "0.05"), ("5%", "0.05"), ("2.25％", "0.0225"), ("0", "0"), ("30", "0.3"), ("", None)],
)
def test_what_is_typed_is_percent(typed, kept):
    field = PercentField(most=D("0.3"), required=False)
    assert field.clean(typed) == (None if kept is None else D(kept))


@pytest.mark.parametrize("typed", ["30.01", "-1", "5.555", "viel"])
def test_what_is_no_such_percent_is_refused(typed):
    with pytest.raises(ValidationError):
        PercentField(most=D("0.3")).clean(typed)


def test_what_is_kept_is_shown_as_it_is_typed():
    field = PercentField()
    shown = [field.prepare_value(D(rate)) for rate in ("0.0500", "0.0225", "0.3000", "0.0000")]
    assert shown == ["5", "2.25", "30", "0"]
    assert not field.has_changed(D("0.0500"), "5")
    assert field.has_changed(D("0.0500"), "6")
    assert (format_rate(D("0.0225")), format_rate(D("0.1000"))) == ("2.25%", "10%")
