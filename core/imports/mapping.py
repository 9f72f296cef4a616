"""Which heading of the file is which of our columns."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.excel.headings import JOIN, normalize_heading
from core.models import ImportMapping

from .column import ImportColumn
from .ledger import ImportLedger, ImportPreset
from .parsing import LANGUAGES


@dataclass(frozen=True)
class Source:
    """Where the values of one column come from: a column of the file, or a fixed value."""

    index: int | None = None
    heading: str = ""
    constant: str = ""

    def stored(self) -> dict[str, Any]:
        """As the batch keeps it."""
        return {"index": self.index, "heading": self.heading, "constant": self.constant}


Mapped = dict[str, Source]


def names_of(column: ImportColumn) -> set[str]:
    """Every normalised heading that means this column."""
    names = {normalize_heading(column.name), *map(normalize_heading, column.aliases)}
    for language in LANGUAGES:
        with translation.override(language):
            names.add(normalize_heading(column.label))
    return names - {""}


def known_headings(ledger: ImportLedger) -> set[str]:
    """Every normalised heading that means anything to this ledger."""
    known = {
        normalize_heading(heading)
        for preset in ledger.presets
        for heading in preset.headings.values()
    }
    return known.union(*map(names_of, ledger.columns))


def signature(headings: Iterable[str]) -> str:
    """The same for files with the same headings, in whatever order."""
    names = sorted({normalize_heading(heading) for heading in headings if heading})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def guess(ledger: ImportLedger, headings: Sequence[str]) -> Mapped:
    """The headings matched by name and alias; what nothing matches is left out."""
    found: Mapped = {}
    places: dict[str, int] = {}
    for index, heading in enumerate(headings):
        for name in (heading, *heading.split(JOIN)[::-1]):
            places.setdefault(normalize_heading(name), index)
    taken: set[int] = set()
    for column in ledger.columns:
        ordered = [normalize_heading(column.name), *map(normalize_heading, column.aliases)]
        for name in [*ordered, *sorted(names_of(column) - set(ordered))]:
            index = places.get(name, -1)
            if name and index >= 0 and index not in taken:
                found[column.name] = Source(index=index, heading=headings[index])
                taken.add(index)
                break
    return found


def applied(
    headings: Sequence[str], wanted: Mapping[str, str], constants: Mapping[str, str]
) -> Mapped:
    """A mapping by heading put to the headings of this file; BusinessError names what is absent."""
    places: dict[str, int] = {}
    for index, heading in enumerate(headings):
        places.setdefault(normalize_heading(heading), index)
    missing = [text for text in wanted.values() if normalize_heading(text) not in places]
    if missing:
        raise BusinessError(
            _("The file has no heading: %(headings)s") % {"headings": "、".join(missing)},
            field="mapping",
            code="heading_missing",
        )
    found = {
        name: Source(index=(at := places[normalize_heading(text)]), heading=headings[at])
        for name, text in wanted.items()
    }
    return found | {name: Source(constant=text) for name, text in constants.items()}


def propose(ledger: ImportLedger, headings: Sequence[str]) -> tuple[Mapped, str]:
    """The mapping most likely meant, and its name where it was kept under one."""
    kept = ImportMapping.objects.filter(ledger=ledger.name, signature=signature(headings))
    newest = kept.order_by("-updated_at").first()
    if newest is not None:
        return _from_stored(headings, newest.columns), newest.name
    present = {normalize_heading(heading) for heading in headings}
    for preset in ledger.presets:
        if all(normalize_heading(text) in present for text in preset.headings.values()):
            return applied(headings, preset.headings, preset.constants), preset.name
    return guess(ledger, headings), ""


def by_name(ledger: ImportLedger, headings: Sequence[str], name: str) -> Mapped:
    """The mapping of that name: a saved one first, then one that comes with the code."""
    kept = ImportMapping.objects.filter(ledger=ledger.name, name=name).first()
    if kept is not None:
        return _from_stored(headings, kept.columns)
    preset = _preset(ledger, name)
    if preset is None:
        names = [*mapping_names(ledger)]
        raise BusinessError(
            _("There is no mapping “%(name)s”. There are: %(names)s")
            % {"name": name, "names": "、".join(names) or "—"},
            field="mapping",
            code="no_such_mapping",
        )
    return applied(headings, preset.headings, preset.constants)


def mapping_names(ledger: ImportLedger) -> list[str]:
    """The names of all mappings for this ledger."""
    kept = ImportMapping.objects.filter(ledger=ledger.name).values_list("name", flat=True)
    return sorted({*kept, *(preset.name for preset in ledger.presets)})


def save_mapping(
    ledger: ImportLedger,
    *,
    name: str,
    headings: Sequence[str],
    mapped: Mapped,
    actor: Any,
    at: datetime,
) -> ImportMapping:
    """Keep the mapping under a name; the same name is overwritten."""
    columns = {
        column: {"heading": source.heading, "constant": source.constant}
        for column, source in mapped.items()
    }
    kept, _created = ImportMapping.objects.update_or_create(
        ledger=ledger.name,
        name=name,
        defaults={
            "signature": signature(headings),
            "columns": columns,
            "updated_at": at,
            "updated_by": actor,
        },
    )
    return kept


def restored(stored: Mapping[str, Mapping[str, Any]]) -> Mapped:
    """A mapping as the batch keeps it."""
    return {name: Source(**source) for name, source in stored.items()}


def missing_of(ledger: ImportLedger, mapped: Mapped) -> list[ImportColumn]:
    """The required columns without any source."""
    return [
        column
        for column in ledger.columns
        if column.required and column.default is None and column.name not in mapped
    ]


def check_mapping(ledger: ImportLedger, mapped: Mapped) -> None:
    """Refuse a mapping that leaves a required column without any source."""
    missing = missing_of(ledger, mapped)
    if missing:
        raise BusinessError(
            _("Nothing in the file fills: %(columns)s. Choose a heading or give a fixed value.")
            % {"columns": "、".join(str(column.label) for column in missing)},
            code="mapping_incomplete",
        )


def _preset(ledger: ImportLedger, name: str) -> ImportPreset | None:
    return next((preset for preset in ledger.presets if preset.name == name), None)


def _from_stored(headings: Sequence[str], columns: Mapping[str, Mapping[str, str]]) -> Mapped:
    wanted = {name: source["heading"] for name, source in columns.items() if source["heading"]}
    constants = {
        name: source["constant"]
        for name, source in columns.items()
        if source["constant"] and not source["heading"]
    }
    return applied(headings, wanted, constants)
