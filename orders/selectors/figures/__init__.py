"""The figures, one definition each (period and basis): every page, report and export reads these.

amount, quantity   Σ movements of the basis; tax in or out and returns in or out by choice
cost, profit       cost kept on the movement; profit = untaxed amount − cost
orders, customers  distinct, with a positive net movement
new customers      first positive movement of the basis falls in the period
receipts           by effective date, less reversals
receivable         outstanding receivable items at the end of the period
"""

from .counts import Counts, counts
from .cube import KEYS, Sums, by_day, sums, whole
from .measure import Measure
from .money import Money, is_quiet, outstanding, receipts

__all__ = [
    "KEYS",
    "Counts",
    "Measure",
    "Money",
    "Sums",
    "by_day",
    "counts",
    "is_quiet",
    "outstanding",
    "receipts",
    "sums",
    "whole",
]
