"""One command, one transaction: all of it or nothing, and a sentence where others were faster."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from .database import is_clash, is_taken
from .errors import BusinessError, Busy, Taken

logger = logging.getLogger("wholes")


@contextmanager
def one_transaction() -> Iterator[None]:
    """All of it or nothing; who meets somebody else at the same moment reads so.

    Refuses (``Taken``) what another has just entered, and (``Busy``) what the database gave up in
    favour of another's work: nothing is written then and nothing sent, so the caller may begin
    again from scratch.
    """
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, OperationalError) as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def refusal_of(error: Exception) -> BusinessError | None:
    """What is said of the database's refusal; None where it is a mistake of ours."""
    if isinstance(error, IntegrityError) and is_taken(error):
        logger.warning("wholes.taken %s", str(error).splitlines()[0])
        return Taken(
            _("Somebody else entered the same just now. Nothing was saved; please look again.")
        )
    if isinstance(error, OperationalError) and is_clash(error):
        logger.warning("wholes.busy %s", str(error).splitlines()[0])
        return Busy(
            _("Somebody else was working on the same just now. Nothing was saved; do it again.")
        )
    return None
