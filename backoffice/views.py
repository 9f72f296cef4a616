"""For machines: is it well, how does it run."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django_prometheus.exports import ExportToDjangoView
from health_check.views import HealthCheckView

LOCAL = {"127.0.0.1", "::1"}


@method_decorator(login_not_required, name="dispatch")
class HealthView(HealthCheckView):
    """200 when database and cache answer, 500 otherwise; one line each."""

    checks = ("health_check.checks.Database", "health_check.checks.Cache")

    def render_to_response(
        self, context: dict[str, object], status: int = 200, **_kwargs: object
    ) -> HttpResponse:
        return self.render_to_response_text(status)


@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, told to this machine only and never through a proxy."""
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    if forwarded or request.META.get("REMOTE_ADDR") not in LOCAL:
        raise Http404
    response: HttpResponse = ExportToDjangoView(request)
    return response
