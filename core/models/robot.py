"""Robots of chat groups: an address that is a secret."""

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import encryption


class Platform(models.TextChoices):
    """Whose robot it is."""

    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    FEISHU = "feishu", _("Feishu")


class Robot(models.Model):
    """A robot of one chat group. Whoever knows its address may write there, so it is sealed."""

    name = models.CharField(_("group"), max_length=60, unique=True)
    platform = models.CharField(_("platform"), max_length=10, choices=Platform)
    sealed_url = models.TextField(_("address, sealed"), editable=False)
    sealed_secret = models.TextField(_("signature secret, sealed"), editable=False, blank=True)
    kinds = models.JSONField(_("messages it gets"), default=list, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("group robot")
        verbose_name_plural = _("group robots")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The address in the clear; '' when it cannot be opened with today's keys."""
        return encryption.unseal(self.sealed_url)

    @url.setter
    def url(self, address: str) -> None:
        self.sealed_url = encryption.seal(address)

    @property
    def secret(self) -> str:
        """The secret its messages are signed with; '' for none."""
        return encryption.unseal(self.sealed_secret)

    @secret.setter
    def secret(self, secret: str) -> None:
        self.sealed_secret = encryption.seal(secret) if secret else ""

    @property
    def shown_address(self) -> str:
        """The host and the last four signs: enough to tell two robots apart."""
        url = self.url
        return f"{urlsplit(url).hostname} … {url[-4:]}" if url else "—"
