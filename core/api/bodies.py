"""What callers send: typed, and bounded as the columns it goes into."""

import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db import models
from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, create_model, field_validator

LARGEST_ID = 2**63 - 1

Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Money = Annotated[Decimal, Field(max_digits=16, decimal_places=2)]
Price = Annotated[Decimal, Field(max_digits=16, decimal_places=4)]
Quantity = Annotated[Decimal, Field(max_digits=16, decimal_places=3)]
Word = Annotated[str, Field(max_length=60)]
Line = Annotated[str, Field(max_length=200)]
Prose = Annotated[str, Field(max_length=2000)]


class Body(Schema):
    """The base of what a command takes: unknown fields are refused, and no NUL gets through."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _no_nul(cls, value: Any) -> Any:
        if isinstance(value, str) and "\x00" in value:
            raise ValueError("NUL")
        return value

    def given(self) -> dict[str, Any]:
        """What was sent, and nothing that was left out."""
        return {name: getattr(self, name) for name in sorted(self.model_fields_set)}


class Stale(Body):
    """The version the caller read, so that nobody's work is overwritten."""

    seen_version: int | None = None


def body_of(
    name: str,
    model: type[models.Model],
    *fields: str,
    required: tuple[str, ...] = (),
    base: type[Body] = Body,
) -> Any:
    """A body with those fields of a model, typed and bounded as its columns."""
    made: dict[str, Any] = {}
    for field in fields:
        column: Any = model._meta.get_field(field)
        kind = _kind(column)
        told = Field(... if field in required else None, title=field)
        made[field] = (kind, told)
    return create_model(name, __base__=base, **made)


def _kind(column: Any) -> Any:
    kind: Any
    if isinstance(column, models.ForeignKey):
        kind = Id
    elif column.choices:
        kind = Literal[tuple(str(value) for value, _label in column.flatchoices)]
    elif isinstance(column, models.DecimalField):
        kind = Annotated[
            Decimal, Field(max_digits=column.max_digits, decimal_places=column.decimal_places)
        ]
    elif isinstance(column, models.IntegerField):
        kind = Annotated[int, Field(ge=0, le=32_767)]
    elif isinstance(column, models.BooleanField):
        kind = bool
    elif isinstance(column, models.DateField):
        kind = AwareDatetime if isinstance(column, models.DateTimeField) else datetime.date
    else:
        kind = Annotated[str, Field(max_length=column.max_length or 2000)]
    return kind | None if column.null else kind
