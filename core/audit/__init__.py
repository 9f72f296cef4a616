"""The audit trail: one insert for one thing done, sealed afterwards in batches."""

from .recording import difference, record, record_many
from .sealing import seal
from .verifying import Breach, verify
from .words import Kinds, Verbs, fact_word, verb_word

__all__ = [
    "Breach",
    "Kinds",
    "Verbs",
    "difference",
    "fact_word",
    "record",
    "record_many",
    "seal",
    "verb_word",
    "verify",
]
