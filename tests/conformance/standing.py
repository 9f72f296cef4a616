"""Where a record has to stand for what is done to it."""

from datetime import date

from core.ui.pages import ActionPage


def statuses(each, record):
    """Where the record may stand when this is done to it."""
    kinds = getattr(type(record), "MOVES", None)
    if not kinds or not issubclass(each.page, ActionPage):
        return [None]
    found = []
    for status in kinds:
        record.status = status
        if not each.page.state_refusal(record):
            found.append(status)
    return found or [None]


def stand(record, status):
    """Let the record stand there; what is official has a number, and what happened its day."""
    facts = {"status": status}
    if getattr(record, f"{status}_on", "") is None:
        facts[f"{status}_on"] = date(2026, 11, 20)
    if getattr(record, "number", "") is None:
        facts["number"] = f"N{record.pk}"
    type(record)._base_manager.filter(pk=record.pk).update(**facts)
    record.refresh_from_db()
