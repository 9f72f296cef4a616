"""Files come in through declarations: columns, three hooks, and nothing row by row."""

from . import background
from .column import ImportColumn
from .context import ImportContext
from .ledger import ImportLedger, ImportPreset
from .model_ledger import ModelImport
from .registry import all_ledgers, ledger, register
from .rehearsal import rehearse
from .row import CellError, Row, State

__all__ = [
    "CellError",
    "ImportColumn",
    "ImportContext",
    "ImportLedger",
    "ImportPreset",
    "ModelImport",
    "Row",
    "State",
    "all_ledgers",
    "background",
    "ledger",
    "register",
    "rehearse",
]
