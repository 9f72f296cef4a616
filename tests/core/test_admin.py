"""The kernel's tables in the admin."""

import re
from datetime import date, time
from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse
from django_celery_beat.models import PeriodicTask

from accounts.models import User
from core import audit, calendar, jobs
from core.jobs import registry, starting
from core.models import AuditEntry, CalendarDay, CalendarYear, Job, NumberSeries

OURS = sorted(
    model._meta.model_name or ""
    for model in admin.site._registry
    if model._meta.app_label in {"core", "django_celery_beat"}
    and admin.site._registry[model].__module__.startswith("core.admin.")
)


def _address(model: str, page: str, *args: Any) -> str:
    app = "django_celery_beat" if model in {"periodictask", "crontabschedule"} else "core"
    return reverse(f"admin:{app}_{model}_{page}", args=args)


@pytest.mark.parametrize("model", OURS)
@pytest.mark.parametrize("absurd", ["abc", str(2**63), "-1"])
def test_each_list_opens_searches_and_survives_absurd_ids(
    model: str, absurd: str, tang_wei_client: Any
) -> None:
    address = _address(model, "changelist")
    assert tang_wei_client.get(address).status_code == 200
    assert tang_wei_client.get(address, {"q": "26"}).status_code == 200
    assert tang_wei_client.get(_address(model, "change", absurd)).status_code in {302, 404}
    action = {"action": "delete_selected", "_selected_action": [absurd]}
    assert tang_wei_client.post(address, action).status_code in {200, 302, 404}


@pytest.mark.parametrize("model", ["auditentry", "auditseal", "numbercounter", "period", "job"])
def test_what_is_a_record_cannot_be_written(model: str, tang_wei_client: Any) -> None:
    assert tang_wei_client.get(_address(model, "add")).status_code == 403


def test_an_edited_day_is_kept_counted_and_written_down(
    tang_wei_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []

    def count_again(*, year: int) -> None:
        told.append(year)

    monkeypatch.setattr(calendar.changed, "_receivers", [count_again])
    fields = {"on": "2027-01-01", "name": "元旦"}
    response = tang_wei_client.post(_address("calendarday", "add"), fields)
    assert response.status_code == 302
    day = CalendarDay.objects.get(on=date(2027, 1, 1))
    assert (day.is_working, day.is_edited, told) == (False, True, [2027])
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert AuditEntry.objects.about(day).get().verb == "admin.added"


def test_a_year_is_loaded_again(tang_wei_client: Any) -> None:
    CalendarDay.objects.filter(on__year=2026).delete()
    year = str(CalendarYear.objects.get(year=2026).pk)
    action = {"action": "load_again", "_selected_action": [year]}
    assert tang_wei_client.post(_address("calendaryear", "changelist"), action).status_code == 302
    assert CalendarDay.objects.filter(on__year=2026).count() == 39


def test_a_pattern_that_repeats_is_refused_and_the_counting_cannot_be_switched(
    tang_wei_client: Any,
) -> None:
    series = NumberSeries.objects.create(code="t", name="T", pattern="T{seq:3}", is_gapless=True)
    address = _address("numberseries", "change", series.pk)
    assert tang_wei_client.post(address, {"name": "T", "pattern": "T"}).status_code == 200
    assert tang_wei_client.post(address, {"name": "U", "pattern": "U{seq:4}"}).status_code == 302
    series.refresh_from_db()
    assert (series.name, series.pattern, series.is_gapless) == ("U", "U{seq:4}", True)


def test_a_schedule_is_switched_off_and_its_task_stays(tang_wei_client: Any) -> None:
    row = PeriodicTask.objects.get(name="core.verify_audit")
    fields = {"crontab": row.crontab_id, "name": "mine", "task": "os.remove"}
    assert tang_wei_client.post(_address("periodictask", "change", row.pk), fields).status_code in {
        302
    }
    row.refresh_from_db()
    assert (row.enabled, row.name, row.task) == (False, "core.verify_audit", "core.run_scheduled")


def test_a_job_is_cancelled(
    tang_wei_client: Any, li_min: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(starting, "hand_over", [])
    jobs.kind("papers.count", "Count")(lambda job: None)
    job = jobs.start("papers.count", actor=li_min)
    action = {"action": "cancel", "_selected_action": [str(job.pk)]}
    assert tang_wei_client.post(_address("job", "changelist"), action).status_code == 302
    assert Job.objects.get().state == "cancelled"


def test_office_hours_that_overlap_are_refused(tang_wei_client: Any) -> None:
    address = _address("officehours", "add")
    assert tang_wei_client.post(address, {"starts": "08:00", "ends": "12:00"}).status_code == 302
    assert tang_wei_client.post(address, {"starts": "11:00", "ends": "13:00"}).status_code == 200
    assert calendar.counting.known().hours == ((time(8), time(12)),)


def test_an_entry_is_shown_and_its_reading_is_noted(tang_wei_client: Any, li_min: User) -> None:
    entry = audit.record(actor=li_min, verb="changed", subject=li_min, changes={"x": [1, 2]})
    assert tang_wei_client.get(_address("auditentry", "change", entry.pk)).status_code == 200
    assert AuditEntry.objects.about(entry).get().verb == "admin.read"


def test_the_versions_of_a_person_are_shown_without_a_style_of_their_own(
    tang_wei: User, tang_wei_client: Any, li_min: User
) -> None:
    li_min.full_name = "李敏敏"
    li_min.save()
    page = tang_wei_client.get(reverse("admin:accounts_user_history", args=[li_min.pk])).text

    assert 'id="change-history"' in page
    assert "李敏敏" in page
    assert not re.search(r"<style|\sstyle=", page)


def test_no_record_is_viewed_on_a_page_that_would_refuse_the_administrator() -> None:
    assert [
        model._meta.label
        for model, ours in admin.site._registry.items()
        if hasattr(model, "get_absolute_url") and ours.view_on_site
    ] == []
