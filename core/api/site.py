"""The addresses of the API, made from what the apps declared."""

import hashlib
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body as InBody
from ninja import Header, NinjaAPI, Path, Query

from core import audit, events, submissions
from core.clock import business_date, business_today
from core.enums import Event
from core.errors import BusinessError, Busy
from core.models import ApiToken
from core.wholes import one_transaction

from .access import PersonalToken, demand, reader_in_session
from .answers import refuse_alike
from .bodies import Id
from .nouns import Call, Command, Noun, nouns
from .reading import Rows
from .schemas import Problem, in_english, page_schema, query_schema, row_schema

REFUSALS = {401: Problem, 403: Problem, 422: Problem, 429: Problem}


def make() -> NinjaAPI:
    """The API over all nouns."""
    api = NinjaAPI(
        title="Sales back office",
        version="1",
        description="The same rows, rights, secrets and services as the pages; see docs/api.md.",
        urls_namespace="api",
        docs_url=None,
        auth=[PersonalToken(), reader_in_session],
    )
    refuse_alike(api)
    for noun in nouns():
        row = in_english(row_schema, noun)
        _add_reads(api, noun, row)
        for command in noun.commands:
            _add_write(api, noun, command, row)
    return api


def addresses(api: NinjaAPI) -> tuple[list[Any], str, str]:
    """Its URL patterns; tokens stand for the log-in that pages ask for."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback.login_required = False  # type: ignore[attr-defined]
    return patterns, app_name, namespace


def _add_reads(api: NinjaAPI, noun: Noun, row: Any) -> None:
    query: Any = in_english(query_schema, noun)
    page = page_schema(noun, row)

    def rows(request: HttpRequest, conditions: Query[query]) -> HttpResponse:
        demand(request, noun.name, "read", noun.permission)
        params = {k: v for k, v in request.GET.lists() if k != "limit"}
        found = Rows(
            noun, user=request.user, today=business_today(), params=params, limit=conditions.limit
        )
        page = found.page()
        _keep_reading(request, noun, len(page["items"]), found.listing.query())
        return JsonResponse(page)

    def one(request: HttpRequest, pk: Path[Id]) -> HttpResponse:
        demand(request, noun.name, "read", noun.permission)
        answer = _record(request, noun, pk)
        _keep_reading(request, noun, 1, f"id={pk}")
        return answer

    name = noun.name.replace("-", "_")
    api.get(
        f"/{noun.name}",
        response={200: page, **REFUSALS},
        operation_id=f"list_{name}",
        summary=in_english(str, noun.label),
        tags=[noun.name],
        url_name=f"list_{name}",
    )(rows)
    api.get(
        f"/{noun.name}/{{pk}}",
        response={200: row, 404: Problem, **REFUSALS},
        operation_id=f"read_{name}",
        summary=in_english(str, noun.model._meta.verbose_name),
        tags=[noun.name],
        url_name=f"read_{name}",
    )(one)


def _add_write(api: NinjaAPI, noun: Noun, command: Command, row: Any) -> None:
    body_class = command.body

    def on_record(
        request: HttpRequest,
        pk: Path[Id],
        body: InBody[body_class],  # type: ignore[valid-type]
        idempotency_key: Header[str | None] = None,
    ) -> HttpResponse:
        return _written(request, noun, command, body, pk)

    def anew(
        request: HttpRequest,
        body: InBody[body_class],  # type: ignore[valid-type]
        idempotency_key: Header[str | None] = None,
    ) -> HttpResponse:
        return _written(request, noun, command, body, None)

    name = f"{noun.name}_{command.name or ('change' if command.on_record else 'create')}"
    more = {404: Problem} if command.on_record else {}
    more |= {409: Problem, 503: Problem}
    status = 200 if command.on_record else 201
    api.api_operation(
        [command.method],
        command.path,
        response={status: row, **REFUSALS, **more},
        operation_id=name.replace("-", "_"),
        summary=command.title,
        tags=[noun.name],
        url_name=name.replace("-", "_"),
    )(on_record if command.on_record else anew)


def _written(request: Any, noun: Noun, command: Command, body: Any, pk: int | None) -> HttpResponse:
    """One call of the service; with a key, once however often it is sent."""
    demand(request, noun.name, "write", command.permission)
    try:
        return _once(request, noun, command, body, pk)
    except Busy:  # nothing was written and nothing sent
        return _once(request, noun, command, body, pk)


def _once(request: Any, noun: Noun, command: Command, body: Any, pk: int | None) -> HttpResponse:
    status, key = 201 if pk is None else 200, request.headers.get("Idempotency-Key", "")
    with one_transaction():
        submission = _claimed(request, key) if key else None
        if submission is not None and submission.is_repeat:
            return _record(request, noun, int(submission.answer), status)
        record = _seen(request, noun, pk) if pk is not None else None
        if record is not None:
            demand(request, noun.name, "write", command.permission, record)
        now = timezone.now()
        call = Call(request.user, business_date(now), now, record)
        made = command.perform(call, body)
        if submission is not None:
            submissions.answered(submission, str(made.pk))
    return _record(request, noun, made.pk, status)


def _claimed(request: Any, key: str) -> Any:
    """The key, bound to what is sent with it."""
    digest = hashlib.sha256(request.body).hexdigest()[:32]
    try:
        return submissions.once(key, request.user, f"{request.path}#{digest}")
    except BusinessError:
        sentence = _("The idempotency key is no UUID, or was used for something else.")
        raise BusinessError(sentence, field="Idempotency-Key", code="idempotency") from None


def _seen(request: Any, noun: Noun, pk: int) -> Any:
    rows: Any = noun.model._default_manager.all()
    record = rows.visible_to(request.user).filter(pk=pk).first()
    if record is None:
        raise Http404(noun.name)
    return record


def _record(request: Any, noun: Noun, pk: int, status: int = 200) -> HttpResponse:
    """The record's row as its reader sees it; who may write but not read it gets its id."""
    row = Rows(noun, user=request.user, today=business_today()).one(pk)
    if row is None and status != 201:
        raise Http404(noun.name)
    return JsonResponse(row or {"id": pk}, status=status)


def _keep_reading(request: Any, noun: Noun, rows: int, query: str) -> None:
    """Lists whose export asks for a reason leave a line in the trail when they are read."""
    if not noun.list_class.export_reason:
        return
    token = request.auth if isinstance(request.auth, ApiToken) else None
    changes = {"list": (None, noun.name), "query": (None, query), "rows": (None, rows)}
    with transaction.atomic():
        audit.record(actor=request.user, verb=Event.API_READ, subject=token, changes=changes)
        events.announce(Event.API_READ, request.user, list=noun.name, rows=rows)
