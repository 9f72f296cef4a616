"""Forms of pages: warnings to be ticked, look-ups by code, name or pinyin, a layout in twelfths."""

from .fields import DateInput, FilesField, FilesInput, FromPages, MoneyInput, PercentField
from .form import Form, GatherForm, ModelForm, ReasonForm, Warned
from .lookup import LookupField, LookupInput, Unchosen
from .making import bind_error, in_words, make_form

__all__ = [
    "DateInput",
    "FilesField",
    "FilesInput",
    "Form",
    "FromPages",
    "GatherForm",
    "LookupField",
    "LookupInput",
    "ModelForm",
    "MoneyInput",
    "PercentField",
    "ReasonForm",
    "Unchosen",
    "Warned",
    "bind_error",
    "in_words",
    "make_form",
]
