"""Fields and inputs: files, days, amounts, percent."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.money import percent_text


class FromPages:
    """An input whose template is one of the pages'; the forms' own renderer knows only Django's."""

    def _render(self, template_name: str, context: Any, renderer: Any = None) -> SafeString:
        return SafeString(get_template(template_name).render(context))


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Files of a command; what is in them the service looks at."""

    def __init__(self, *, most: int = 5, **kwargs: Any) -> None:
        self.most = most
        super().__init__(widget=FilesInput, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """A list, empty for none."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(given) > self.most:
            raise ValidationError(_("Add at most %(most)d files at once.") % {"most": self.most})
        return [super(FilesField, self).clean(each, initial) for each in given]


class DateInput(forms.DateInput):
    """A day, by the browser's own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MoneyInput(forms.TextInput):
    """A number, typed with or without separators, the digits' keyboard on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace(",", "").replace("，", "") if isinstance(value, str) else value


class PercentField(forms.DecimalField):
    """A rate typed as percent, ``5`` or ``5%``, and kept as the fraction it is: 0.05."""

    def __init__(self, *, most: Decimal = Decimal(1), **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=most * 100, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().rstrip("%％") if isinstance(value, str) else value)

    def clean(self, value: Any) -> Decimal | None:
        percent: Decimal | None = super().clean(value)
        return None if percent is None else percent / 100

    def prepare_value(self, value: Any) -> Any:
        return percent_text(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial * 100 if initial is not None else None, data)
