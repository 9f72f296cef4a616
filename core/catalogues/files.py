"""One catalogue per app: what it should hold, what it holds, and how it is written.

`<app>/**` and `templates/<app>/**` belong to `<app>/locale/zh_Hans`; everything else (backoffice,
the shared templates) to `locale/zh_Hans`. Entries are sorted by text, unwrapped and without
positions, so that two branches which add strings merge.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polib

from .extraction import Message, messages_in

LOCALE = "zh_Hans"
SUFFIXES = {".py", ".html", ".txt"}
LEFT_OUT = {"migrations", "locale", "static", "__pycache__", "node_modules"}
HEADER = {
    "Language": LOCALE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*(?:[.!:][^{}]*)?\}")


@dataclass
class Catalogue:
    """The strings of one app and their translations."""

    name: str
    path: Path
    wanted: dict[tuple[str, str], Message] = field(default_factory=dict)
    held: dict[tuple[str, str], polib.POEntry] = field(default_factory=dict)

    def read(self) -> None:
        """Load the file; of two entries for one string the translated one counts."""
        if not self.path.exists():
            return
        for entry in polib.pofile(str(self.path), wrapwidth=0):
            if entry.obsolete:
                continue
            key = (entry.msgctxt or "", entry.msgid)
            if key not in self.held or translation(entry):
                self.held[key] = entry

    def entry(self, message: Message, known: dict[tuple[str, str], str]) -> polib.POEntry:
        """The entry to write: the translation we have, else the one another app has."""
        held = self.held.get(message.key)
        text = (translation(held) if held else "") or known.get(message.key, "")
        made = polib.POEntry(msgctxt=message.context or None, msgid=message.text)
        if message.plural:
            made.msgid_plural = message.plural
            made.msgstr_plural = {0: text}
        else:
            made.msgstr = text
        return made

    def write(self, known: dict[tuple[str, str], str]) -> bool:
        """Write the file sorted; whether it changed."""
        catalogue = polib.POFile(wrapwidth=0)
        catalogue.metadata = HEADER
        for key in sorted(self.wanted, key=lambda key: (key[1], key[0])):
            catalogue.append(self.entry(self.wanted[key], known))
        before = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        text = str(catalogue).removeprefix("#\n").rstrip("\n") + "\n"
        if text == before or (not before and not self.wanted):
            return False
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(text, encoding="utf-8")
        return True

    def complaints(self) -> list[str]:
        """What is missing, unused, untranslated or broken, one line each."""
        found = [f"missing: {show(key)}" for key in self.wanted if key not in self.held]
        found += [f"unused: {show(key)}" for key in self.held if key not in self.wanted]
        for key in self.wanted.keys() & self.held.keys():
            text = translation(self.held[key])
            if not text:
                found.append(f"untranslated: {show(key)}")
            elif not same_placeholders(self.wanted[key], text):
                found.append(f"other placeholders: {show(key)} → {text!r}")
            if bool(self.wanted[key].plural) != bool(self.held[key].msgid_plural):
                found.append(f"plural differs: {show(key)}")
        return [f"{self.name}: {complaint}" for complaint in sorted(found)]


def show(key: tuple[str, str]) -> str:
    context, text = key
    return f"{text!r}" + (f" ({context})" if context else "")


def translation(entry: polib.POEntry) -> str:
    """The translated text; Chinese has one plural form."""
    return (entry.msgstr_plural or {}).get(0, "") if entry.msgid_plural else entry.msgstr


def same_placeholders(message: Message, text: str) -> bool:
    """The plural's placeholders count: the singular may leave the number out."""
    asked = set(PLACEHOLDER.findall((message.plural or message.text).replace("%%", "")))
    given = set(PLACEHOLDER.findall(text.replace("%%", "")))
    return asked == given


def app_names(root: Path) -> list[str]:
    return sorted(path.parent.name for path in root.glob("*/apps.py"))


def catalogue_of(path: Path, root: Path, apps: Iterable[str]) -> str:
    """The app whose catalogue holds the strings of a file; '' is the project's own."""
    parts = path.relative_to(root).parts
    owner = parts[1] if parts[0] == "templates" and len(parts) > 2 else parts[0]
    return owner if owner in apps else ""


def read_sources(root: Path) -> Iterable[Path]:
    """Every file that may hold strings for the user."""
    folders = [*app_names(root), "backoffice", "templates"]
    for folder in dict.fromkeys(folders):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES and not LEFT_OUT & set(path.relative_to(root).parts[:-1]):
                yield path


def catalogues(root: Path) -> dict[str, Catalogue]:
    """Every catalogue of the project with what it should hold and what it holds."""
    apps = app_names(root)
    found = {
        name: Catalogue(
            name=name or "project",
            path=root / name / "locale" / LOCALE / "LC_MESSAGES" / "django.po",
        )
        for name in ["", *apps]
    }
    for path in read_sources(root):
        catalogue = found[catalogue_of(path, root, apps)]
        for message in sorted(messages_in(path)):
            if message.plural or message.key not in catalogue.wanted:
                catalogue.wanted[message.key] = message
    for catalogue in found.values():
        catalogue.read()
    return found
