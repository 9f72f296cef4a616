"""The whole ledger for one model without lines: matched on its key, merged set-based."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.fields.related import ForeignKey
from django.utils.translation import gettext as _

from core import audit, history
from core.database import portions, update_rows
from core.locking import Versioned
from core.search_text import SearchText
from core.secrecy import VEIL, kind_of, may_see

from .column import ImportColumn
from .context import ImportContext
from .ledger import ImportLedger
from .row import Row, State

CHUNK = 2_000


class ModelImport(ImportLedger):
    """Compares and writes by itself; ``defaults`` fills what no column gives a new record."""

    model: ClassVar[type[models.Model]]

    def defaults(self, context: ImportContext) -> dict[str, Any]:
        """Values of new records that come from no column."""
        return {}

    def prepare(self, record: Any, row: Row, context: ImportContext) -> None:
        """Fill what follows from other columns, before a new or changed record is written."""

    def trail_of(self, row: Row) -> dict[str, Any]:
        """Old and new of each column that changed, as the trail keeps them."""
        return {name: [old, row.values[name]] for name, old in row.before.items()}

    def _veiled(self, columns: list[ImportColumn], actor: Any) -> set[str]:
        """Columns whose stored value the person may not read: that it changes is all they learn."""
        kinds = {column.name: kind_of(self.model, column.model_field) for column in columns}
        return {name for name, kind in kinds.items() if not may_see(actor, kind)}

    @property
    def _own(self) -> list[ImportColumn]:
        return [column for column in self.columns if not column.aside]

    def compare(self, rows: list[Row], context: ImportContext) -> None:
        """New, changed or same by one query for each two thousand keys."""
        key = [self.column(name) for name in self.key]
        stored = self._stored(rows, key)
        columns = [c for c in self._own if rows and rows[0].given(c.name)]
        veiled = self._veiled(columns, context.actor)
        for row in rows:
            found = stored.get(tuple(row.values[column.name] for column in key))
            if found is None:
                row.is_new()
                continue
            before = {
                column.name: found[_attribute(self.model, column)]
                for column in columns
                if found[_attribute(self.model, column)]
                != _as_stored(self.model, column, row.values[column.name])
            }
            if before:
                before |= dict.fromkeys(veiled & before.keys(), VEIL)
                row.is_changed(before, target=found["pk"])
            else:
                row.is_same(target=found["pk"])
        self._say_before([row for row in rows if row.before], columns)

    def _say_before(self, rows: list[Row], columns: list[ImportColumn]) -> None:
        """What is stored now, as people read it: names for keys, words for choices."""
        for column in columns:
            name = column.name
            changed = [row for row in rows if row.before.get(name) not in (None, "", VEIL)]
            words = self._words(column, {row.before[name] for row in changed}) if changed else {}
            for row in changed if words else ():
                row.words = {**row.words, name: words.get(row.before[name], "")}

    def _words(self, column: ImportColumn, values: set[Any]) -> dict[Any, str]:
        field = self.model._meta.get_field(column.model_field)
        if isinstance(field, ForeignKey):
            records = field.related_model._base_manager.in_bulk(values)
            return {pk: str(record) for pk, record in records.items()}
        if isinstance(field, models.BooleanField):
            return {True: _("yes"), False: _("no")}
        return {value: str(label) for value, label in column.choices}

    def _stored(
        self, rows: list[Row], key: list[ImportColumn]
    ) -> dict[tuple[Any, ...], dict[str, Any]]:
        first = key[0]
        wanted = {row.values[first.name] for row in rows}
        names = {_attribute(self.model, column) for column in self._own}
        found = {}
        for some in portions(wanted):
            records = self.model._default_manager.filter(**{f"{first.model_field}__in": some})
            for record in records.values("pk", *names):
                found[tuple(record[_attribute(self.model, column)] for column in key)] = record
        return found

    def write(self, rows: list[Row], context: ImportContext) -> None:
        """Insert the new in bulk, update the changed in one statement, keep the trail."""
        defaults = self.defaults(context)
        new = [row for row in rows if row.state == State.NEW]
        changed = [row for row in rows if row.state == State.CHANGED]
        columns = [c for c in self._own if rows[0].given(c.name)]
        fields = [column.model_field for column in columns]
        if hasattr(self.model, "history"):
            created = self._insert(new, defaults, context)
            self._update(changed, columns, context)
        else:
            created = self.model._default_manager.bulk_create(
                [self._made(row, defaults, context) for row in new], batch_size=CHUNK
            )
            update_rows(
                self.model,
                fields,
                (
                    (row.target, *(_as_stored(self.model, c, row.values[c.name]) for c in columns))
                    for row in changed
                ),
                key=self.model._meta.pk.name,
            )
        self._keep_trail(created, changed, context)

    def _made(self, row: Row, defaults: dict[str, Any], context: ImportContext) -> models.Model:
        record = self.model(
            **defaults,
            **{
                _attribute(self.model, c): _as_stored(self.model, c, row.values[c.name])
                for c in self._own
                if row.given(c.name) or row.values[c.name] is not None
            },
        )
        self._finish(record, row, context)
        return record

    def _finish(self, record: Any, row: Row, context: ImportContext) -> None:
        if isinstance(record, SearchText):
            record.fill_search_text()
        self.prepare(record, row, context)

    def _insert(
        self, rows: list[Row], defaults: dict[str, Any], context: ImportContext
    ) -> list[models.Model]:
        """New documents with the first version of each."""
        records = [self._made(row, defaults, context) for row in rows]
        return history.bulk(self.model, records, actor=context.actor, at=context.at)

    def _update(self, rows: list[Row], columns: list[ImportColumn], context: ImportContext) -> None:
        """Changed documents with a version of each."""
        stored = self.model._default_manager.in_bulk([row.target for row in rows])
        records = []
        for row in rows:
            record = stored[row.target]
            for column in columns:
                value = _as_stored(self.model, column, row.values[column.name])
                setattr(record, _attribute(self.model, column), value)
            if isinstance(record, Versioned):
                record.version += 1
            self._finish(record, row, context)
            records.append(record)
        plain = [f.name for f in self.model._meta.concrete_fields if not f.primary_key]
        history.bulk_save(self.model, records, plain, actor=context.actor, at=context.at)

    def _keep_trail(
        self, created: list[models.Model], changed: list[Row], context: ImportContext
    ) -> None:
        batch = str(context.batch.pk)
        audit.record_many(
            actor=context.actor, verb="imported", subjects=created, at=context.at, batch=batch
        )
        touched = self.model._default_manager.in_bulk([row.target for row in changed])
        audit.record_many(
            actor=context.actor,
            verb="changed by import",
            subjects=list(touched.values()),
            at=context.at,
            batch=batch,
            changes={row.target: self.trail_of(row) for row in changed},
        )


def _attribute(model: type[models.Model], column: ImportColumn) -> str:
    field = model._meta.get_field(column.model_field)
    return str(field.attname) if isinstance(field, ForeignKey) else column.model_field


def _as_stored(model: type[models.Model], column: ImportColumn, value: Any) -> Any:
    field = model._meta.get_field(column.model_field)
    if value is not None or field.null or not isinstance(field, models.Field):
        return value
    return "" if isinstance(field, models.CharField | models.TextField) else field.get_default()
