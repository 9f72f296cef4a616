"""The product put together: settings, addresses, the server's and the worker's entry."""

from .celery import app as celery_app

__all__ = ["celery_app"]
