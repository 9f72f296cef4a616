"""Paging by key: page 10,000 opens as fast as page 1.

A page is named by the sort value and primary key of the row before (or after) it, so nothing is
counted or skipped. An empty value counts as the greatest, on both databases, so that an index
read in either direction serves as it stands.
"""

import base64
import binascii
import datetime
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import BusinessError


@dataclass(frozen=True)
class Key:
    """A place in the order: the row's number on screen, its sort value and primary key."""

    number: int
    value: Any
    pk: int

    def encode(self) -> str:
        """The place as it stands in a link."""
        value = self.value
        if isinstance(value, datetime.date | datetime.datetime):
            value = value.isoformat()
        elif isinstance(value, Decimal):
            value = str(value)
        text = json.dumps([self.number, value, self.pk], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, field: Field | None) -> "Key":
        """The place a link names; refuses what no list made."""
        try:
            padded = text + "=" * (-len(text) % 4)
            number, value, pk = json.loads(base64.urlsafe_b64decode(padded.encode()))
            if not (isinstance(number, int) and isinstance(pk, int) and abs(pk) < 2**63):
                raise ValueError(text)
            if value is not None and field is not None:
                value = field.to_python(value)
        except (ValueError, TypeError, binascii.Error, ValidationError) as error:
            raise BusinessError(
                _("This link names a place in the list that cannot be read. Open the list again."),
                code="bad_place",
            ) from error
        return cls(number, value, pk)


@dataclass(frozen=True)
class Order:
    """A sort by one path, the primary key deciding between equals."""

    path: str
    descending: bool
    nullable: bool

    def apply(self, rows: QuerySet, *, backward: bool = False) -> QuerySet:
        """The rows in this order, or from the end."""
        descending = self.descending != backward
        pk = "-pk" if descending else "pk"
        if self.path == "pk":
            return rows.order_by(pk)
        if not self.nullable:
            return rows.order_by(f"-{self.path}" if descending else self.path, pk)
        value = F(self.path)
        ordered = value.desc(nulls_first=True) if descending else value.asc(nulls_last=True)
        return rows.order_by(ordered, pk)

    def beyond(self, key: Key, *, backward: bool = False) -> Q:
        """The rows after the key, or before it."""
        less = self.descending != backward
        pk = Q(pk__lt=key.pk) if less else Q(pk__gt=key.pk)
        if self.path == "pk":
            return pk
        same = Q(**{f"{self.path}__isnull": True})
        if key.value is None:
            return Q(same, pk) | ~same if less else Q(same, pk)
        step = "lt" if less else "gt"
        # Stated as a bound and a remainder: the bound is what an index can start from.
        bound = Q(**{f"{self.path}__{step}e": key.value})
        rest = bound & (Q(**{f"{self.path}__{step}": key.value}) | pk)
        return rest | same if self.nullable and not less else rest
