"""Why a file is not taken, in the reader's words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.errors import BusinessError
from core.sandbox.refused import Refused

SENTENCES = {
    "empty": gettext_noop("%(name)s is empty."),
    "too_large": gettext_noop("%(name)s has %(found)s MB; at most %(most)s MB are taken."),
    "damaged": gettext_noop("%(name)s is damaged, or not what its name says."),
    "password": gettext_noop("%(name)s is protected by a password. Save it without one."),
    "macros": gettext_noop("%(name)s carries macros. Save it without them."),
    "archive": gettext_noop("%(name)s is an archive. Add the files in it one by one."),
    "bomb": gettext_noop("%(name)s unpacks to far more than a document holds."),
    "huge": gettext_noop("%(name)s is too large a picture. Save it smaller."),
    "too_long": gettext_noop("%(name)s takes too long to open."),
    "web_page": gettext_noop("%(name)s is a web page or a drawing with commands in it."),
    "heic": gettext_noop(
        "%(name)s is a HEIC picture as iPhones take them, which few programs open. Save it as JPEG "
        "(on the phone: Settings, Camera, Formats, Most Compatible)."
    ),
    "unknown": gettext_noop(
        "%(name)s is none of the types we keep (pictures, PDF, OFD, Word, Excel, PowerPoint, text)."
    ),
    "not_its_name": gettext_noop("%(name)s is not what its name says: it holds %(what)s."),
    "not_this_type": gettext_noop("%(name)s holds %(what)s, which does not belong here."),
    "too_many": gettext_noop("A record holds at most %(most)s papers."),
    "same": gettext_noop("%(name)s is here already, as %(other)s."),
    "blank": gettext_noop("Nothing is written on %(name)s."),
}


def refusal(refused: Refused, name: str) -> BusinessError:
    """The sentence for a code, about the file of that name."""
    sentence = SENTENCES.get(refused.code, SENTENCES["damaged"])
    facts = {"what": "", **refused.facts, "name": name}
    return BusinessError(_(sentence) % facts, field="files", code=refused.code)
