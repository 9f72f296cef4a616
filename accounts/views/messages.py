"""Which messages come to me, and how."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import notifications


@require_POST
def messages_choose(request: HttpRequest) -> HttpResponse:
    """Keep exactly the ways that were ticked; what is no kind or way is left out."""
    pairs = [way.partition(":") for way in request.POST.getlist("ways")]
    notifications.choose(actor=request.user, chosen=[(kind, way) for kind, _dots, way in pairs])
    messages.success(request, _("Saved."))
    return redirect("accounts:profile")
