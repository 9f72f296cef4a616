"""Trying and developing: one machine, SQLite, a folder broker."""

from . import env
from .base import *  # noqa: F403

DEBUG = env.flag("DEBUG", default=True)
SECRET_KEY = env.text("SECRET_KEY", "development-only-key-never-used-in-production")
ALLOWED_HOSTS = ["*"]
