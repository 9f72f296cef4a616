"""Chinese is complete, and no app says another word for the same."""

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command


def test_every_string_is_translated():
    said = StringIO()
    try:
        call_command("messages", check=True, stdout=said, stderr=said)
    except CommandError as error:
        said.write(f"\n{error}")
    complaints = [line for line in said.getvalue().splitlines() if ": " in line]

    assert [line for line in complaints if "manage.py messages" not in line] == []


def test_the_reader_is_addressed_in_one_way():
    catalogues = sorted(Path(settings.BASE_DIR).glob("**/locale/zh_Hans/LC_MESSAGES/django.po"))
    ours = [path for path in catalogues if not {".venv", "node_modules"} & set(path.parts)]
    assert ours
    assert [str(path) for path in ours if "你" in path.read_text(encoding="utf-8")] == []
