"""Chinese is complete, and no app says another word for the same."""

from io import StringIO

from django.core.management import CommandError, call_command


def test_every_string_is_translated():
    said = StringIO()
    try:
        call_command("messages", check=True, stdout=said, stderr=said)
    except CommandError as error:
        said.write(f"\n{error}")
    complaints = [line for line in said.getvalue().splitlines() if ": " in line]

    assert [line for line in complaints if "manage.py messages" not in line] == []
