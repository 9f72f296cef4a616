"""Columns, filters and totals of each list; the export is the same object."""
