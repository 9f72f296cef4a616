"""What stands above every printed form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.adminsite import ConfigAdmin
from core.attachments import small_picture
from core.errors import BusinessError
from core.models import CompanyHeading


class HeadingForm(forms.ModelForm):
    """The logo comes as a picture and is kept as a small PNG."""

    picture = forms.FileField(label=_("Logo (PNG or JPEG)"), required=False)
    no_logo = forms.BooleanField(label=_("Without a logo"), required=False)

    class Meta:
        model = CompanyHeading
        fields = ("name", "address", "phone", "tax_number", "bank_name", "bank_account")

    def clean_picture(self) -> Any:
        upload = self.cleaned_data["picture"]
        if not upload:
            return None
        try:
            return small_picture(upload, "logo", timezone.now())
        except BusinessError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        if self.cleaned_data["picture"]:
            self.instance.logo = self.cleaned_data["picture"]
        elif self.cleaned_data["no_logo"]:
            self.instance.logo = None
        return super().save(commit)


@admin.register(CompanyHeading)
class CompanyHeadingAdmin(ConfigAdmin):
    form = HeadingForm
    list_display = ("name", "phone", "tax_number")
    search_fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        is_there = CompanyHeading.objects.exists()
        return super().has_add_permission(request) and not is_there
