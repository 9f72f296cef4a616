"""What the product says when it refuses."""

from typing import Any

from django.utils.functional import Promise

Sentence = str | Promise


class BusinessError(Exception):
    """A refusal in a sentence for the reader, at the field it concerns.

    ``field`` is the form field, column or rule concerned ('' for the whole); ``code`` names the
    rule for tests, the API and commands.
    """

    code = "refused"

    def __init__(self, sentence: Sentence, *, field: str = "", code: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        if code:
            self.code = code

    def __str__(self) -> str:
        return str(self.sentence)


class StaleSave(BusinessError):
    """Somebody saved the record after this page was opened."""

    code = "stale"
    # The record as it stands now, so that both versions can be shown.
    current: Any = None


class NotAllowed(BusinessError):
    """The person may not do this; pages answer 403."""

    code = "not_allowed"


class Taken(BusinessError):
    """What may be there once is there already; programs are answered 409."""

    code = "taken"


class Busy(BusinessError):
    """Somebody else's work on the same records went first; the same may be sent again."""

    code = "busy"
