"""Pages of approvals."""

from . import actions, request

pages = [*request.pages, *actions.pages]
