"""What the description of the API says about each noun: made from its list."""

import datetime
from typing import Annotated, Any

from django.utils import translation
from ninja import Schema
from pydantic import Field, create_model

from core.ui.lists import Column

from .nouns import Noun
from .reading import LARGEST_PAGE, PAGE

# Amounts travel as text, or the reader's language would round them.
EXACT = Annotated[str, Field(json_schema_extra={"format": "decimal"})]
KINDS: dict[str, Any] = {
    "date": datetime.date,
    "datetime": datetime.datetime,
    "money": EXACT,
    "price": EXACT,
    "quantity": EXACT,
    "percent": Any,
    "rate": EXACT,
    "int": int,
    "bool": bool,
}


class Problem(Schema):
    """A refusal: a code for programs, a sentence for people, the field it concerns."""

    code: str
    detail: str
    field: str = ""
    errors: list[dict[str, str]] = []


def row_schema(noun: Noun) -> type[Schema]:
    """A row; what the reader may not see is left out."""
    fields: dict[str, Any] = {"id": (int, ...)}
    for key in noun.ids:
        fields[key] = (int | None, None)
    for column in noun.columns():
        fields[column.key] = (_type(column), Field(None, description=str(column.label)))
    return create_model(f"{_camel(noun.name)}Row", __base__=Schema, **fields)


def page_schema(noun: Noun, row: type[Schema]) -> type[Schema]:
    """A page of rows."""
    return create_model(
        f"{_camel(noun.name)}Page",
        __base__=Schema,
        items=(list[row], ...),  # type: ignore[valid-type]
        next=(str | None, None),
    )


def query_schema(noun: Noun) -> type[Schema]:
    """The conditions of the list."""
    told = Field(PAGE, ge=1, le=LARGEST_PAGE)
    fields: dict[str, Any] = {
        "q": (str | None, Field(None, description="Free text")),
        "sort": (str | None, Field(None, description="A key of the row, - before it descends")),
        "after": (str | None, Field(None, description="`next` of the page before")),
        "limit": (int, told),
    }
    for condition in noun.list_class.filters:
        for key in condition.keys:
            fields[key] = (list[str], Field([], description=str(condition.label)))
    return create_model(f"{_camel(noun.name)}Query", __base__=Schema, **fields)


def in_english(make: Any, *arguments: Any) -> Any:
    """The description is written once, for everybody."""
    with translation.override("en"):
        return make(*arguments)


def _type(column: Column) -> Any:
    return KINDS.get(column.kind, str) | None if column.kind != "percent" else Any


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))
