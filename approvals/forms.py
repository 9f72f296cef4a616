"""What a person may say about a request."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from approvals.enums import Place
from approvals.models import Request, RequestStep
from approvals.selectors import added_signers, earlier_steps, my_task, signers_named
from core.clock import business_today
from core.errors import Sentence
from core.secrecy import AMOUNT, may_see
from core.ui.forms import FilesField, Form, LookupField, ReasonForm

COMMENT = forms.Textarea(attrs={"rows": 3})


def _comment(*, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Comment"), max_length=500, required=required, widget=COMMENT
    )


class ApproveForm(Form):
    """A word with the signature, if any."""

    comment = _comment()
    layout = [("comment", 12)]


class CommentForm(Form):
    """Something to say."""

    comment = _comment(required=True)
    papers = FilesField(label=gettext_lazy("Files"), required=False)
    layout = [("comment", 12), ("papers", 12)]


class ReturnForm(ReasonForm):
    """Why, and to whom: the maker, or who signed before."""

    to_step: "forms.ModelChoiceField[RequestStep]" = forms.ModelChoiceField(
        label=gettext_lazy("Back to"), queryset=None, required=False
    )
    layout = [("to_step", 12), ("reason", 12)]

    def __init__(self, *args: Any, user: User, record: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        task = my_task(record, user, business_today())
        steps = earlier_steps(record, task) if task else []
        self.offer("to_step", record.steps.filter(pk__in=[step.pk for step in steps]))
        field = self.fields["to_step"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.empty_label = _("The maker %(maker)s") % {"maker": record.maker}
        setattr(field, "label_from_instance", signers_named)  # noqa: B010 - a method, to mypy
        if not steps:
            del self.fields["to_step"]


class SignerForm(Form):
    """Another who signs; said before they sign a sum they may not see."""

    person_field: ClassVar[str]
    person_label: ClassVar[Sentence]
    comment = _comment()

    def __init__(self, *args: Any, user: User, record: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.fields[self.person_field] = _person(user, self.person_label)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        person = given.get(self.person_field)
        has_sum = self.record.amount is not None
        if has_sum and person and not may_see(person, AMOUNT, self.record.secrecy_subject):
            sentence = _("%(person)s may not see amounts and would sign without the sum.")
            self.warn("blind", sentence % {"person": person})
        return given


class HandOverForm(SignerForm):
    """Who signs instead."""

    person_field = "to"
    person_label = pgettext_lazy("approval", "To")
    layout = [("to", 6), ("comment", 12)]


class AddSignerForm(SignerForm):
    """Who signs too, before or after."""

    person_field = "signer"
    person_label = gettext_lazy("Signer")
    place = forms.ChoiceField(label=pgettext_lazy("approval", "When"), choices=Place)
    layout = [("signer", 6), ("place", 6), ("comment", 12)]


class DropSignerForm(Form):
    """Which added signer is not needed after all."""

    step: "forms.ModelChoiceField[RequestStep]" = forms.ModelChoiceField(
        label=gettext_lazy("Signer"), queryset=None, empty_label=None
    )
    comment = _comment()
    layout = [("step", 12), ("comment", 12)]

    def __init__(self, *args: Any, user: User, record: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("step", added_signers(record, user))
        setattr(self.fields["step"], "label_from_instance", _signer_named)  # noqa: B010 - a method, to mypy


class AddReaderForm(Form):
    """Who reads it."""

    comment = _comment()
    layout = [("person", 6), ("comment", 12)]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = _person(user, gettext_lazy("Reader"))


def _person(user: User, label: Any) -> LookupField:
    return LookupField(User, "approvals:user_lookup", user, label=label)


def _signer_named(step: RequestStep) -> str:
    return str(step.person)
