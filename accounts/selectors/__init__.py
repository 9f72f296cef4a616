"""Reads of people and of how far each sees."""

from .scope import narrow

__all__ = ["narrow"]
