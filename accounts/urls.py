"""Pages about oneself."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.ProfilePage.as_view(), name="profile"),
    path("preferences/", views.preferences, name="preferences"),
    path("sessions/<int:pk>/end/", views.session_end, name="session_end"),
    path("sessions/end-others/", views.other_sessions_end, name="other_sessions_end"),
]
