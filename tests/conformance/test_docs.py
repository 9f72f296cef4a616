"""The generated pages say what the code does."""

from django.core.management import call_command


def test_the_generated_parts_are_up_to_date():
    call_command("docs", check=True)
