"""Reads of reports, plans and the figures they are made of."""

from .figures import ALL_FIGURES, Question, answer, digest_of

__all__ = ["ALL_FIGURES", "Question", "answer", "digest_of"]
