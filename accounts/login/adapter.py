"""What this office changes about the log-in library."""

import base64
import hashlib
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest

from core.notifications.addresses import absolute, host

logger = logging.getLogger("accounts")


class AccountAdapter(DefaultAccountAdapter):
    """People are entered by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"[{self._office().name}] {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters name the office by its settings: who asks chooses what the request calls it.

        Where the settings do not, none is sent: its link would be the asker's to forge.
        """
        if not settings.SITE_URL:
            logger.error("letters.no_site_url %s", template_prefix)
            return
        asked = self.request.build_absolute_uri("/")
        links = {
            name: absolute(f"/{value.removeprefix(asked)}")
            for name, value in context.items()
            if isinstance(value, str) and value.startswith(asked)
        }
        told = {**context, **links, "current_site": self._office()}
        super().send_mail(template_prefix, email, told)

    def _office(self) -> RequestSite:
        site = RequestSite(self.request)
        site.domain = site.name = host()
        return site


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie encrypted in the database, so that a backup is no key."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return entity


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(key))) for key in keys])


def _key(secret: str) -> bytes:
    digest = hashlib.sha256(f"accounts.mfa:{secret}".encode()).digest()
    return base64.urlsafe_b64encode(digest)
