"""Pages of approvals."""

from . import actions, printing, request

pages = [*request.pages, *actions.pages, *printing.pages]
