"""My profile."""

from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.views.generic import TemplateView

from accounts.enums import RoleCode, Theme
from accounts.models import User
from accounts.selectors.browsers import browser_named
from core import notifications
from core.printing import inside


class ProfilePage(TemplateView):
    """Who I am here, how I like the page, and where I am logged in."""

    template_name = "accounts/profile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = cast("User", self.request.user)
        context["roles"] = [label for code, label in RoleCode.choices if user.has_role(code)]
        context["languages"] = settings.LANGUAGES
        context["themes"] = Theme.choices
        sessions = UserSession.objects.filter(user=user).order_by("-last_seen_at")
        context["sessions"] = [(each, browser_named(each.user_agent)) for each in sessions]
        context["session_key"] = self.request.session.session_key
        context["kinds"] = notifications.choices_of(user)
        context["has_post"] = notifications.is_email_set_up() and bool(user.email)
        context["has_second_factor"] = is_mfa_enabled(user)
        context["signature"] = inside(user.signature)
        return context
