"""Reads of reports, plans and the figures they are made of."""

from .figures import ALL_FIGURES, Question, answer, digest_of
from .labels import ids_of

__all__ = ["ALL_FIGURES", "Question", "answer", "digest_of", "ids_of"]
