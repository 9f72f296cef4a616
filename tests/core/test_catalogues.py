"""Translation catalogues without GNU gettext."""

from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command

from core.catalogues import Message, catalogues, compile_catalogues, messages_in

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy as in_context
from django.utils import translation

TITLE = _("Orders")
JOINED = _("one " "line")
HINT = in_context("verb", "order")

def words(count, name):
    computed = _(name)
    return ngettext("%(n)d order", "%(n)d orders", count), translation.gettext("by module")
"""
TEMPLATE = """
{% load i18n %}<h1>{% translate "Orders" %}</h1> It's plain _("not a string") text
{{ _("in a variable") }} {% include "x.html" with label=_("in a tag") %}
{% translate "to" context "date" %}
{% blocktranslate trimmed with name=order.name %}
  Order of
  {{ name }}, 100%
{% endblocktranslate %}
{% blocktranslate count n=rows|length %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
"""


@pytest.fixture
def project(tmp_path: Path, settings) -> Path:
    settings.BASE_DIR = tmp_path
    for name in ("core", "orders"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "apps.py").write_text("")
    (tmp_path / "templates" / "orders").mkdir(parents=True)
    (tmp_path / "templates" / "generic").mkdir()
    (tmp_path / "orders" / "views.py").write_text("A = _('Order %(number)s')\nB = _('Gone')\n")
    (tmp_path / "templates" / "orders" / "order.html").write_text("{% translate 'Customer' %}")
    (tmp_path / "templates" / "generic" / "list.html").write_text("{% translate 'Next page' %}")
    return tmp_path


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("messages", *arguments, stdout=out)
    return out.getvalue()


def catalogue(project: Path, app: str) -> Path:
    return project / app / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def translate(path: Path, **texts: str) -> None:
    file = polib.pofile(str(path), wrapwidth=0)
    for entry in file:
        entry.msgstr = texts.get(entry.msgid.split()[0], entry.msgstr)
    file.save()


def test_python_strings_are_found_under_every_name_of_the_function(tmp_path):
    path = tmp_path / "views.py"
    path.write_text(PYTHON)
    assert messages_in(path) == {
        Message("", "Orders"),
        Message("", "one line"),
        Message("verb", "order"),
        Message("", "%(n)d order", "%(n)d orders"),
        Message("", "by module"),
    }


def test_template_strings_are_found_in_tags_variables_and_blocks(tmp_path):
    path = tmp_path / "order.html"
    path.write_text(TEMPLATE)
    assert messages_in(path) == {
        Message("", "Orders"),
        Message("", "in a variable"),
        Message("", "in a tag"),
        Message("date", "to"),
        Message("", "Order of %(name)s, 100%%"),
        Message("", "%(n)s row", "%(n)s rows"),
    }


def test_each_app_keeps_its_own_strings_and_the_project_the_shared_ones(project):
    run()
    texts = {name: set(found.wanted) for name, found in catalogues(project).items()}
    assert texts == {
        "": {("", "Next page")},
        "core": set(),
        "orders": {("", "Order %(number)s"), ("", "Gone"), ("", "Customer")},
    }
    assert catalogue(project, "orders").exists()
    assert not catalogue(project, "core").exists()


def test_a_translation_stays_and_an_unused_string_goes(project):
    run()
    path = catalogue(project, "orders")
    translate(path, Order="订单 %(number)s", Gone="没了", Customer="客户")
    (project / "orders" / "views.py").write_text("A = _('Order %(number)s')\nB = _('Add')\n")
    run()
    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(path))] == [
        ("Add", ""),
        ("Customer", "客户"),
        ("Order %(number)s", "订单 %(number)s"),
    ]


def test_a_string_another_app_has_translated_is_taken_over(project):
    run()
    translate(catalogue(project, "orders"), Customer="客户")
    (project / "core" / "lists.py").write_text("A = _('Customer')")
    run("--app", "core")
    assert polib.pofile(str(catalogue(project, "core"))).find("Customer").msgstr == "客户"


def test_writing_twice_changes_nothing(project):
    run()
    before = catalogue(project, "orders").read_bytes()
    assert "orders: written" not in run()
    assert catalogue(project, "orders").read_bytes() == before


def test_the_check_names_what_is_missing_unused_untranslated_or_broken(project):
    run()
    translate(catalogue(project, "orders"), Order="订单 %(name)s", Gone="没了")
    (project / "orders" / "views.py").write_text("A = _('Order %(number)s')\nB = _('New')\n")
    out = StringIO()
    with pytest.raises(CommandError, match="5 strings need attention"):
        call_command("messages", "--check", stdout=out)
    assert out.getvalue().splitlines() == [
        "project: untranslated: 'Next page'",
        "orders: missing: 'New'",
        "orders: other placeholders: 'Order %(number)s' → '订单 %(name)s'",
        "orders: untranslated: 'Customer'",
        "orders: unused: 'Gone'",
    ]


def test_the_check_refuses_two_translations_of_one_string(project):
    (project / "core" / "lists.py").write_text("A = _('Customer')")
    run()
    translate(catalogue(project, "orders"), Order="订单 %(number)s", Gone="没了", Customer="客户")
    translate(catalogue(project, "core"), Customer="顾客")
    translate(catalogue(project, ""), Next="下一页")
    out = StringIO()
    with pytest.raises(CommandError, match="1 strings need attention"):
        call_command("messages", "--check", stdout=out)
    assert "translated differently: 'Customer'" in out.getvalue()


def test_a_complete_set_passes_the_check(project):
    run()
    translate(catalogue(project, "orders"), Order="订单 %(number)s", Gone="没了", Customer="客户")
    translate(catalogue(project, ""), Next="下一页")
    assert run("--check") == "4 strings, all translated\n"


def test_only_stale_catalogues_are_compiled(project):
    run()
    assert compile_catalogues(project) == []
    path = catalogue(project, "orders")
    path.with_suffix(".mo").unlink()
    assert compile_catalogues(project) == [path.with_suffix(".mo")]


def test_an_unknown_app_is_refused(project):
    with pytest.raises(CommandError, match="No such app: stock"):
        run("--app", "stock")
