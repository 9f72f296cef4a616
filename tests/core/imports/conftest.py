"""Toy ledgers: regions by code, and notes whose lines make one document."""

import pytest
import rules
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import Region
from core.imports import (
    ImportColumn,
    ImportContext,
    ImportLedger,
    ImportPreset,
    ModelImport,
    Row,
    registry,
)


class RegionToy(ModelImport):
    name = "toy_regions"
    label = _("regions")
    permission = "toy.import"
    takes_historical = True
    model = Region
    key = ("code",)
    columns = [
        ImportColumn(
            "code",
            _("code"),
            kind="code",
            required=True,
            aliases=["片区编号", "RegionID"],
            example="HN",
            max_length=20,
        ),
        ImportColumn(
            "name", _("name"), required=True, aliases=["片区名称"], example="华南", max_length=60
        ),
        ImportColumn("is_active", _("active"), kind="bool", aliases=["启用"], default=True),
    ]
    presets = [
        ImportPreset(
            "northwind",
            headings={"code": "RegionID", "name": "RegionDescription"},
            constants={"is_active": "是"},
        )
    ]


class NoteToy(ImportLedger):
    name = "toy_notes"
    label = _("notes")
    permission = "toy.import"
    group_by = ("number",)
    columns = [
        ImportColumn(
            "number", _("number"), kind="code", required=True, head=True, aliases=["单号"]
        ),
        ImportColumn("noted_on", _("date"), kind="date", head=True, aliases=["日期"]),
        ImportColumn("quantity", _("quantity"), kind="quantity", minimum=1, aliases=["数量"]),
        ImportColumn(
            "region",
            _("region"),
            kind="lookup",
            aliases=["片区"],
            lookup=lambda texts, context: dict(
                Region.objects.filter(name__in=texts).values_list("name", "pk")
            ),
            suggest=lambda context: Region.objects.values_list("name", flat=True),
        ),
    ]
    written: list[list[Row]] = []
    there: set[str] = set()

    def compare(self, rows: list[Row], context: ImportContext) -> None:
        for row in rows:
            if row["number"] in self.there:
                row.is_same()
            else:
                row.is_new()

    def write(self, rows: list[Row], context: ImportContext) -> None:
        self.written.append(rows)
        self.there.update(row["number"] for row in rows)


@pytest.fixture(autouse=True)
def toys(monkeypatch):
    known = {"toy_regions": RegionToy(), "toy_notes": NoteToy()}
    monkeypatch.setattr(registry, "_ledgers", known)
    monkeypatch.setattr(NoteToy, "written", [])
    monkeypatch.setattr(NoteToy, "there", set())
    rules.set_perm("toy.import", rules.predicate(lambda user: user.has_role(RoleCode.ASSISTANT)))
    yield known
    rules.remove_perm("toy.import")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
