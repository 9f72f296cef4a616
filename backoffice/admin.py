"""Tables of libraries in the admin, under our rules: only read, or not at all."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django_celery_beat.models import ClockedSchedule, IntervalSchedule, SolarSchedule
from django_celery_results.models import GroupResult, TaskResult
from sequences.models import Sequence

from core.adminsite import RecordAdmin

# Schedules are crontabs, numbers come from the number series, e-mail from the person, and what ran
# stands with the jobs and the runs.
HIDDEN = (
    SolarSchedule,
    ClockedSchedule,
    IntervalSchedule,
    EmailAddress,
    GroupResult,
    TaskResult,
    Sequence,
)
READ = (UserSession,)


def under(base: type[admin.ModelAdmin], *models: type) -> None:
    """Register the library's own admin again, with our permissions in front."""
    for model in models:
        theirs: type[admin.ModelAdmin] = type(admin.site.get_model_admin(model))
        admin.site.unregister(model)
        admin.site.register(model, type(theirs.__name__, (base, theirs), {}))


for _model in HIDDEN:
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)
under(RecordAdmin, *READ)
