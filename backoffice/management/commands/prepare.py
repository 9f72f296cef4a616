"""Brings a database up to date: tables, cache, reference rows, on request the demo company."""

from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from backoffice.checks.demo_passwords import DEMO_PASSWORD, people_with_demo_password

REFERENCE = ("sync_roles", "load_calendar", "sync_flows")


class Command(BaseCommand):
    help = "Migrates, makes the cache table, adds reference rows; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="load the demo company if nobody can log in yet"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        call_command("createcachetable", verbosity=0)
        for command in REFERENCE:
            call_command(command, verbosity=0, stdout=StringIO())
        if not options["demo"]:
            return
        is_new = not get_user_model()._default_manager.exists()
        if is_new and "seed_demo" in get_commands():
            self.stdout.write("loading the demo company …")
            call_command("seed_demo", stdout=self.stdout)
        self.tell_log_ins()

    def tell_log_ins(self) -> None:
        """Names and the common password, while anybody still has it."""
        names = people_with_demo_password(limit=40)
        people = get_user_model()._default_manager.filter(username__in=names)
        for person in people.prefetch_related("role_grants").order_by("pk"):
            roles = ", ".join(grant.get_role_display() for grant in person.role_grants.all())
            self.stdout.write(f"log-in: {person.username:<16} {DEMO_PASSWORD}   {person}  {roles}")
