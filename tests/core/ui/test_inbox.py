"""What waits, asked of all sources by one statement."""

from datetime import UTC, date, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Job, Period, ScheduledRun
from core.ui import inbox

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def worded(found):
    return inbox.Row(
        " ".join(found.texts), f"/{found.pk}/", due_at=found.at, due_on=found.on, pk=found.pk
    )


def jobs(actor, *titles):
    for title in titles:
        Job.objects.create(kind="toy", title=title, actor=actor, queued_at=AT, sent_at=AT)
    return Job.objects.filter(actor=actor)


def test_all_sources_are_asked_by_one_statement_and_keep_their_own_order(li_min, zhao_lei):
    mine, theirs = jobs(li_min, "a", "c", "b"), jobs(zhao_lei, "x", "y")
    run = ScheduledRun.objects.create(task="toy", due_at=AT, state="failed")
    month = Period.objects.create(
        code="toy", year=2026, month=3, from_on=date(2026, 3, 1), to_on=date(2026, 3, 31)
    )
    waiting = [
        inbox.Each(mine.order_by("-title"), worded, ["title", "actor__username"], most=2),
        inbox.Many(theirs, "Theirs", "/theirs/"),
        inbox.Row("Ready", "/ready/"),
        inbox.Each(Job.objects.none(), worded, ["title"]),
        inbox.Each(ScheduledRun.objects.filter(pk=run.pk), worded, ["task", "error"], at="due_at"),
        inbox.Each(Period.objects.filter(pk=month.pk), worded, [], on="to_on"),
        inbox.Many(theirs.filter(title="z"), "Nothing", "/nothing/"),
    ]

    with CaptureQueriesContext(connection) as caught:
        found = inbox.Question(waiting).rows()

    assert len(caught) == 1
    assert [[row.text for row in rows] for rows in found] == [
        [f"c {li_min.username}", f"b {li_min.username}"],
        ["Theirs"],
        ["Ready"],
        [],
        ["toy "],
        [""],
        [],
    ]
    assert found[1][0].count == 2
    assert (found[4][0].pk, found[4][0].due_at) == (run.pk, AT)
    assert found[5][0].due_on == date(2026, 3, 31)
    with CaptureQueriesContext(connection) as caught:
        assert inbox.Question(waiting).count() == 7
    assert len(caught) == 1


def test_where_nothing_can_wait_nothing_is_asked(db):
    waiting = [inbox.Each(Job.objects.none(), worded, ["title"]), inbox.Row("Ready", "/ready/")]

    with CaptureQueriesContext(connection) as caught:
        assert [len(rows) for rows in inbox.Question(waiting).rows()] == [0, 1]
        assert inbox.Question(waiting).count() == 1
    assert len(caught) == 0


def test_what_people_typed_is_escaped(li_min):
    row = inbox.Row("<b>", "/?a=1&b=2", note="<i>", who="<u>", pk=3, due_at=AT)
    groups = [{"key": "toy", "label": "<s>", "rows": [row], "count": 1}]

    written = inbox.body(inbox.sections_of(groups, AT.date()), AT.date(), selectable=True)

    assert not any(tag in written for tag in ("<i>", "<u>", "<s>", "><b></a>"))
    assert 'href="/?a=1&amp;b=2"' in written
    assert 'value="toy:3"' in written
    assert ">09:30</span>" in written


def test_the_page_asks_once_for_all_its_sources(li_min, li_min_client):
    jobs(li_min, "a", "b").update(state="done", file="a.xlsx", finished_at=datetime.now(UTC))
    li_min_client.get("/")

    with CaptureQueriesContext(connection) as caught:
        page = li_min_client.get("/").text

    assert page.count('<a class="bo-id" href="/job/') == 2
    assert sum("UNION ALL" in query["sql"] or "core_job" in query["sql"] for query in caught) <= 2


def test_conditions_are_kept_for_a_minute_and_the_same_rights_rows_never(
    li_min, monkeypatch, time_machine
):
    made = []

    def mine(user):
        made.append(user.pk)
        titles = jobs(user) if user.has_role("assistant") else Job.objects.none()
        return [inbox.Many(titles, "Mine", "/mine/")]

    monkeypatch.setattr("core.ui.inbox.registry._providers", {"toy": ("Toys", mine)})
    time_machine.move_to(AT, tick=False)
    jobs(li_min, "a")
    assert inbox.count_for(li_min) == 1
    jobs(li_min, "b")
    assert inbox.count_for(li_min) == 2
    assert len(made) == 1

    li_min.role_grants.all().delete()
    less = type(li_min).objects.get(pk=li_min.pk)
    assert inbox.count_for(less) == 0
    assert len(made) == 2
    time_machine.move_to(AT.replace(minute=31), tick=False)
    inbox.groups_of(less)
    assert len(made) == 3
