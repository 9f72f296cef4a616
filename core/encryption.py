"""Secrets that have to be used again, sealed in the database.

The key is drawn from ``SECRET_KEY``; what was sealed with an earlier one opens as long as that
stands in ``SECRET_KEY_FALLBACKS``.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"backoffice.secrets"


def seal(text: str) -> str:
    """The text so that only this installation reads it."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text; '' when it was sealed with a key nobody holds any more."""
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_fernet(str(key)) for key in keys])


def _fernet(key: str) -> Fernet:
    derived = HKDF(hashes.SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
