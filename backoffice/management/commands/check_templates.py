"""Compiles every template and holds it against the rules of the house."""

import re
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateSyntaxError, engines
from django.template.backends.django import DjangoTemplates

LONGEST = 120
RULES = [
    (re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"), "text is not escaped"),
    (re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE), "style attribute (policy)"),
    (re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE), "handler attribute (policy)"),
    (
        re.compile(r"<script(?![^>]*\b(?:src=|type=[\"']application/json))", re.IGNORECASE),
        "script in the page (policy)",
    ),
    (re.compile(r"<style\b", re.IGNORECASE), "style in the page (policy)"),
    (re.compile(r"""(?:src|href)=["']https?://""", re.IGNORECASE), "loads from elsewhere"),
]
# Paper is drawn by a process that knows no policy and no other file.
PAPER = ("prints", "print", "paper")


def complaints(path: Path, text: str) -> list[str]:
    found = []
    lines = text.count("\n")
    if lines >= LONGEST:
        found.append(f"{lines} lines, fewer than {LONGEST} wanted")
    is_paper = any(part in PAPER for part in path.parts)
    for pattern, sentence in RULES:
        match = pattern.search(text)
        if match and not (is_paper and sentence.startswith("style")):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"line {line}: {sentence}")
    return found


class Command(BaseCommand):
    help = "Fails when a template does not compile or breaks a rule of the house."

    def handle(self, *_args: Any, **_options: Any) -> None:
        engine = cast("DjangoTemplates", engines["django"])
        root = Path(settings.BASE_DIR)
        folders = [root / "templates", *sorted(root.glob("*/templates"))]
        paths = [
            path
            for folder in folders
            for path in sorted(folder.rglob("*"))
            if path.suffix in {".html", ".txt"}
        ]
        broken = []
        for path in paths:
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(root)
            try:
                engine.from_string(text)
            except TemplateSyntaxError as error:
                broken.append(f"{name}: {error}")
            broken += [f"{name}: {sentence}" for sentence in complaints(name, text)]
        for line in broken:
            self.stdout.write(line)
        if broken:
            raise CommandError(f"{len(broken)} complaints about templates")
        self.stdout.write(f"{len(paths)} templates compile")
