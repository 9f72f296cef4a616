"""Pages about oneself, and the audit trail."""

from django.urls import path

from accounts import views
from core.ui import page_urls

app_name = "accounts"
urlpatterns = [
    path("profile/", views.ProfilePage.as_view(), name="profile"),
    path("preferences/", views.preferences, name="preferences"),
    path("messages/", views.messages_choose, name="messages_choose"),
    path("signature/", views.signature, name="signature"),
    path("sessions/<int:pk>/end/", views.session_end, name="session_end"),
    path("sessions/end-others/", views.other_sessions_end, name="other_sessions_end"),
    *page_urls(views.AuditEntryListPage, views.AuditEntryDetailPage),
]
