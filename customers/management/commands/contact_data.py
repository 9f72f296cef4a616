"""What is held of a person at a customer: copied out, or deleted, when that person asks."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.models import User
from core.errors import BusinessError
from customers.models import Contact
from customers.services import contact_copy, contact_erase


class Command(BaseCommand):
    help = "Copies out (JSON) or deletes the personal details of a contact, on request."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["copy", "erase"])
        parser.add_argument("contact", type=int, help="the number in the address of its page")
        parser.add_argument("--as", dest="user", required=True, help="who does it")
        parser.add_argument("-o", "--output", type=Path, help="copy: the file, else the screen")
        parser.add_argument("--reason", default="", help="erase: who asked for it, and when")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = User.objects.active().filter(username=options["user"]).first()
        contact = Contact.objects.filter(pk=options["contact"]).first()
        if actor is None or contact is None:
            raise CommandError("There is no such person or contact.")
        if options["deed"] == "erase" and not options["reason"].strip():
            raise CommandError("Say who asked for it: --reason.")
        at = timezone.now()
        try:
            if options["deed"] == "erase":
                contact_erase(actor=actor, contact=contact, at=at, reason=options["reason"])
                self.stdout.write(f"erased {contact.pk}")
                return
            held = contact_copy(actor=actor, contact=contact, at=at)
        except BusinessError as refusal:
            raise CommandError(str(refusal)) from refusal
        text = json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        if options["output"]:
            options["output"].write_text(text + "\n", encoding="utf-8")
        else:
            self.stdout.write(text)
