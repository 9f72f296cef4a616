"""The commands that stay: stable keys, an exit code, nothing left of a dry run."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from accounts.models import Region
from core.excel.reading import open_table
from core.imports import ledger
from core.imports.answering import write_bad_rows
from core.models import ImportBatch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def run(file, *options: str) -> tuple[int, dict]:
    out, code = StringIO(), 0
    try:
        call_command(
            "import_file",
            "toy_regions",
            str(file),
            "--as",
            "li_min",
            "--format",
            "json",
            *options,
            stdout=out,
        )
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, json.loads(out.getvalue())


@pytest.fixture
def file(tmp_path, li_min):
    path = tmp_path / "片区.csv"
    path.write_bytes("片区编号,片区名称,启用\nA,甲,是\nB,,也许\n".encode("gb18030"))
    return path


def test_a_dry_run_says_everything_and_leaves_nothing(file, settings):
    code, answer = run(file, "--dry-run")
    assert code == 1
    assert answer == {
        "ledger": "toy_regions",
        "file": "片区.csv",
        "mapping": "",
        "mode": "live",
        "batch": None,
        "rows": 2,
        "new": 1,
        "changed": 0,
        "same": 0,
        "error": 1,
        "errors": [
            {"row": 3, "column": "启用", "value": "也许", "reason": "Neither yes nor no: 也许"},
            {"row": 3, "column": "片区名称", "value": "", "reason": "Must be filled in"},
        ],
    }
    assert not ImportBatch.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("imports/**/*.*"))


def test_a_wrong_row_refuses_the_file(file):
    code, answer = run(file)
    assert (code, answer["error"]) == (1, 1)
    assert not Region.objects.exists()
    assert ImportBatch.objects.get(pk=answer["batch"]).status == "checked"


def test_the_good_rows_can_be_kept(file):
    code, answer = run(file, "--keep-good")
    assert (code, answer["new"]) == (0, 1)
    assert Region.objects.get().code == "A"
    code, answer = run(file, "--keep-good")
    assert (code, answer["new"], answer["same"]) == (0, 0, 1)


def test_a_file_that_cannot_be_read_is_an_answer_too(tmp_path, li_min):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"%PDF-1.4")
    code, answer = run(path)
    assert code == 1
    assert answer["errors"][0]["reason"].startswith("This is a PDF")


def test_who_may_not_import_history_is_told(file):
    code, answer = run(file, "--historical")
    assert (code, answer["mode"]) == (1, "historical")
    assert "historical" in answer["errors"][0]["reason"]


def test_the_bad_rows_come_back_mended(file, tmp_path, li_min):
    _code, answer = run(file, "--keep-good")
    batch = ImportBatch.objects.get(pk=answer["batch"])
    path = tmp_path / "bad.xlsx"
    assert write_bad_rows(batch, ledger("toy_regions"), path) == 1
    table = open_table(path)
    assert table.rows == [
        ["片区编号", "片区名称", "启用", "Why it was not imported"],
        ["B", None, "也许", "Row 3 · 启用: Neither yes nor no: 也许; 片区名称: Must be filled in"],
    ]
    _code, answer = run(path, "--dry-run")
    assert (answer["rows"], answer["error"]) == (1, 1)
