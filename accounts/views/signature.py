"""The picture of one's signature."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import services
from accounts.models import User
from core.errors import BusinessError


@require_POST
def signature(request: HttpRequest) -> HttpResponse:
    """Keep the picture that came along; without one, take the old one away."""
    me, now = cast("User", request.user), timezone.now()
    upload = request.FILES.get("picture")
    try:
        if upload is not None:
            services.signature_set(actor=me, upload=upload, at=now)
        elif request.POST.get("do") == "clear":
            services.signature_clear(actor=me, at=now)
        else:
            raise BusinessError(_("Choose a picture."))
        messages.success(request, _("Saved."))
    except BusinessError as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:profile")
