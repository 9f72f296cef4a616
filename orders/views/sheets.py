"""The ageing, the open items and the account of a customer as sheets, with the page's figures."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.excel.writing import SheetColumn
from core.money import format_money
from core.ui.pages.export import export_sheet
from orders.selectors.account import Account, Entry
from orders.selectors.receivables import Aged, OpenItem, Retention


def money_of(heading: Any) -> SheetColumn:
    """A column that is added up."""
    return SheetColumn(str(heading), "money", total=True)


def ageing_sheet(
    page: Any, groups: Iterable[Aged], *, label: Any, heads: Sequence[Any], oldest: Any
) -> HttpResponseBase:
    """Who owes how much since when."""
    columns = [
        SheetColumn(_("Code"), "code"),
        SheetColumn(str(label)),
        money_of(_("Outstanding")),
        *map(money_of, heads),
        money_of(_("Past due")),
        SheetColumn(str(oldest), "integer"),
        money_of(_("Receipts not allocated")),
    ]
    rows = [
        [
            each.code,
            each.name,
            each.outstanding,
            *each.cells,
            each.overdue,
            each.oldest_days or None,
            each.unallocated,
        ]
        for each in groups
    ]
    return export_sheet(page, name="ageing", title=str(_("Ageing")), columns=columns, rows=rows)


def owed_sheet(page: Any, items: Iterable[OpenItem], retention: Retention) -> HttpResponseBase:
    """The open items of a customer; the total says what of it is retention money."""
    kept = {"kept": format_money(retention.kept)}
    columns = [
        SheetColumn(_("Document"), "code"),
        SheetColumn(_("Arose from")),
        SheetColumn(
            _("Price or retention"),
            total=_("of it retention money %(kept)s") % kept if retention.kept else False,
        ),
        SheetColumn(_("Order"), "code"),
        SheetColumn(_("Arose on"), "date"),
        SheetColumn(_("Due on"), "date"),
        SheetColumn(_("Age, days"), "integer"),
        SheetColumn(_("Past due, days"), "integer"),
        money_of(_("Amount")),
        money_of(_("Outstanding")),
    ]
    rows = [
        [
            item.receivable.document,
            item.receivable.get_source_display(),
            item.receivable.get_portion_display(),
            str(item.receivable.order or ""),
            item.receivable.arose_on,
            item.receivable.due_on,
            item.age,
            item.days_overdue or None,
            item.receivable.amount,
            item.outstanding,
        ]
        for item in items
    ]
    title = f"{_('Outstanding')} {page.record}"
    return export_sheet(page, name="owed", title=title, columns=columns, rows=rows)


def _line(entry: Entry) -> list[Any]:
    sums = [entry.debit or None, entry.credit or None, entry.balance]
    return [entry.on, entry.document, entry.text, *sums]


def account_sheet(page: Any, account: Account, *, from_on: date, to_on: date) -> HttpResponseBase:
    """The account of a customer from its opening to its closing balance, and the retention money
    in it."""
    columns = [
        SheetColumn(_("Date"), "date"),
        SheetColumn(_("Document"), "code"),
        SheetColumn(_("What")),
        SheetColumn(_("Debit"), "money"),
        SheetColumn(pgettext("account", "Credit"), "money"),
        SheetColumn(_("Balance"), "money"),
    ]
    rows = [
        [from_on, "", _("Opening balance"), None, None, account.opening],
        *map(_line, account.entries),
        [to_on, "", _("Closing balance"), account.debit, account.credit, account.closing],
    ]
    if (retention := account.retention).kept:
        sums = {"kept": format_money(retention.kept), "late": format_money(retention.overdue)}
        said = _("Of this retention money: %(kept)s yuan, past due %(late)s yuan.") % sums
        rows.append([to_on, "", said, None, None, None])
    title = f"{pgettext('of a customer', 'Account')} {page.record}"
    return export_sheet(page, name="account", title=title, columns=columns, rows=rows)
