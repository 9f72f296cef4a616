"""My tokens: what programs may do in my name, made, seen once and ended."""

import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, pgettext

from core.api import nouns
from core.errors import BusinessError
from core.models import ApiToken
from core.tokens import scopes_known, token_end, token_make
from core.ui.forms import DateInput, Form, bind_error
from core.ui.pages import ActionPage, Page
from core.ui.pages.sending import led_before, redirect, remember

USUAL = datetime.timedelta(days=90)


def scope_choices() -> list[tuple[str, str]]:
    """Every scope in words."""
    known, made = set(scopes_known()), []
    for noun in nouns():
        for deed, word in (
            ("read", pgettext("scope", "read")),
            ("write", pgettext("scope", "write")),
        ):
            if f"{noun.name}:{deed}" in known:
                made.append((f"{noun.name}:{deed}", f"{noun.label} · {word}"))
    return made


class TokenForm(Form):
    """What the token is for, what it may do and how long."""

    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=60)
    expires_on = forms.DateField(label=gettext_lazy("Valid until"), widget=DateInput())
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=scope_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    layout = [("name", 6), ("expires_on", 3), ("scopes", 12)]


class ApiTokenListPage(Page):
    """One's own tokens; a new one shows its secret on this very answer, and never again."""

    model = ApiToken
    permission = None
    kind = "tokens"
    page = "list"
    title = gettext_lazy("API tokens")
    template = "generic/tokens.html"

    @classmethod
    def route(cls) -> str:
        return "tokens/"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = TokenForm(initial={"expires_on": self.today + USUAL})
        return self._shown(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TokenForm(request.POST)
        if not form.is_valid():
            return self._shown(form, status=422)
        try:
            submission, answer = led_before(request)
            if answer:
                return redirect(request, answer)
            token, secret = self.call(token_make, **form.cleaned_data)
        except BusinessError as refusal:
            bind_error(form, refusal)
            return self._shown(form, status=422)
        remember(submission, self.address())
        fresh = TokenForm(initial={"expires_on": self.today + USUAL})
        return self._shown(fresh, made=token, secret=secret)

    def _shown(self, form: TokenForm, *, status: int = 200, **more: Any) -> HttpResponse:
        words = dict(scope_choices())
        tokens = [
            {
                "token": token,
                "scopes": [words.get(scope, scope) for scope in token.scopes],
                "over": bool(token.ended_at) or token.expires_on < self.today,
                "end_url": ApiTokenEndPage.address(token.pk),
            }
            for token in self.rows()[:100]
        ]
        return self.answer({"form": form, "tokens": tokens, **more}, status=status)


class ApiTokenEndPage(ActionPage):
    """End one of one's own."""

    model = ApiToken
    permission = None
    service = token_end
    label = gettext_lazy("End")
    danger = True
    done = gettext_lazy("The token has ended.")

    @classmethod
    def argument(cls) -> str:
        return "token"

    def success_url(self, record: ApiToken, result: Any) -> str:
        return ApiTokenListPage.address()


pages = [ApiTokenListPage, ApiTokenEndPage]
