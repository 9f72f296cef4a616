"""What people were told and sent, what they owe, and which errors were found."""

from datetime import date, timedelta
from random import Random

from django.urls import reverse
from django.utils import translation

from accounts.models import User
from core import corrections, duties, receipts
from core.models import Channel, Notification, Sending
from core.notifications import Message, mark_read, notify
from core.receipts import note_opened
from orders.enums import ORDER_COUNTS
from orders.models import HandOver, Order
from reports.models import Report

from .clockwork import remember_runs
from .company import Company
from .tale import at

# Kinds of messages, as orders and reports declare them.
VERIFIED, RETURNED, ISSUE, NEW = "orders.verified", "orders.returned", "orders.issue", "reports.new"
READERS = ("limin", "zhouting", "fangwen", "hezong", "sunxiaoyan")
# Human resources and the auditor look errors through once a week.
REVIEWERS, LOOKED_THROUGH = ("renhui", "shenji"), timedelta(days=8)
TOLD = 24
ERRORS = (
    ("price", "typed", "单价少录一位，复核后客户来电才发现"),
    ("quantity", "misread", "电话记录听错数量，6 台录成 16 台"),
    ("specification", "not_checked", "机封材质未按技术协议填写"),
    ("delivery", "told_late", "生产改期没有及时通知业务员"),
    ("customer", "misread", "同名客户选错，开票信息随之错误"),
    ("omission", "not_checked", "漏录备件一行"),
    ("price", "rule", "未按新价格表执行"),
    ("quantity", "customer", "客户传真数量写错，次日更正"),
    ("duplicate", "source", "同一传真录了两次"),
)


def tell_people(dice: Random, company: Company, today: date) -> None:
    """Notices half read, reports and hand-overs half read, duties late, errors registered."""
    _readings(dice, company, today)
    _notices(dice, company, today)
    with translation.override("zh-hans"):  # what is sent keeps its name as it was then
        _errors(company, today)
    remember_runs(today)
    duties.refresh(at(today, 12))


def _notices(dice: Random, company: Company, today: date) -> None:
    people = company.people
    rows = Order.objects.select_related("customer", "salesperson").order_by("-pk")[: TOLD * 3]
    for place, order in enumerate(rows):
        kind, title = ((VERIFIED, "%(order)s 已复核"), (RETURNED, "%(order)s 已退回给您"),
                       (ISSUE, "%(order)s：缺货异常，请跟进"))[place % 3]  # fmt: skip
        maker = people["limin" if place % 2 else "chenjing"]
        whom = [maker] if kind == RETURNED else [maker, order.salesperson]
        url = reverse("orders:order_detail", args=[order.pk])
        text = f"{order.customer.name}。原因：交期与客户要求不符" if kind == RETURNED else ""
        message = Message(title, text or order.customer.name, url, order, {"order": order})
        when = at(today, 8) - timedelta(hours=place * 5)
        notify(kind, whom, message, at=when, once=f"demo:{order.pk}:{kind}")
    Notification.objects.filter(channel=Channel.EMAIL).delete()  # no letter leaves a demo
    for person in {*people.values()}:
        mine = Notification.objects.on_page(person).order_by("-pk").values_list("pk", flat=True)
        older = [pk for pk in mine[4:] if dice.random() < 0.8]
        mark_read(person, at(today, 8, 20), older)
    _in_trouble(company, today)


def _in_trouble(company: Company, today: date) -> None:
    """Two letters that did not arrive for certain, for the page of sent messages."""
    state = Notification.State
    ends = (
        (state.FAILED, "邮件服务器拒收该地址。"),
        (state.UNCERTAIN, "发送过程中与邮件服务器的连接中断。"),
    )
    Notification.objects.bulk_create(
        Notification(
            kind=NEW,
            channel=Channel.EMAIL,
            recipient=company.people[name],
            title="日报已生成",
            state=ended,
            error=error,
            attempts=1,
            created_at=at(today, 8, 30),
            send_after_at=at(today, 8, 30),
        )
        for name, (ended, error) in zip(("hezong", "fangwen"), ends, strict=True)
    )


def _readings(dice: Random, company: Company, today: date) -> None:
    """Each report was sent after close of business; nobody has opened the latest."""
    readers = [company.people[name] for name in READERS]
    lately = at(today, 0) - timedelta(days=4)
    reports = list(Report.objects.order_by("frozen_at"))
    for report in reports:
        if not Sending.objects.of(report).exists():
            receipts.send(report, readers, actor=None, at=report.frozen_at)
        url = reverse("reports:report_detail", args=[report.pk])
        message = Message("%(report)s 已生成", "", url, report, {"report": report})
        notify(NEW, readers, message, at=report.frozen_at, once=f"demo:{report.pk}")
        for reader in readers:
            chance = 0.6 if report.frozen_at > lately else 0.99
            if dice.random() < chance and report != reports[-1]:
                wait = timedelta(minutes=dice.randrange(20, 900))
                note_opened(record=report, user=reader, at=report.frozen_at + wait)
    crew: dict[int | None, list[User]] = {}
    for person in company.people.values():
        if person.has_role("fulfilment"):
            crew.setdefault(person.department_id, []).append(person)
    for each in HandOver.objects.select_related("line", "department").order_by("-pk")[:12]:
        people = crew.get(each.department_id, [])
        receipts.send(each, people, actor=company.people["limin"], at=each.handed_at)
        if each.pk % 2 and people:
            note_opened(record=each, user=people[0], at=each.handed_at + timedelta(minutes=25))


def _errors(company: Company, today: date) -> None:
    """Errors of the last weeks, most of them corrected the same day or the next."""
    people = company.people
    rows = list(Order.objects.filter(status__in=ORDER_COUNTS).order_by("-pk")[:200])
    for place, (kind, cause, said) in enumerate(ERRORS * 2):
        order = rows[(place * 7) % len(rows)]
        found_on = today - timedelta(days=place * 3 + 1)
        maker = people["limin" if place % 3 else "chenjing"]
        entered = corrections.register(
            actor=people["zhouting"],
            kind=kind,
            cause=cause,
            description=said,
            subject=order,
            made_by=None if cause == "customer" else maker,
            found_on=found_on,
            corrected_on=None if place < 3 else min(today, found_on + timedelta(days=place % 2)),
            at=at(found_on, 16),
            once=f"demo:{place}",
        )
        if found_on < today - LOOKED_THROUGH:
            for name in REVIEWERS:
                opened = at(found_on, 9) + timedelta(days=1)
                note_opened(record=entered, user=people[name], at=opened)
