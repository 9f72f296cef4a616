"""The company above its forms."""

from dataclasses import dataclass

from django.conf import settings

from core.models import CompanyHeading

from .pictures import inside


@dataclass(frozen=True)
class Heading:
    """What stands there."""

    name: str
    address: str = ""
    phone: str = ""
    tax_number: str = ""
    bank_name: str = ""
    bank_account: str = ""
    logo: str = ""


def heading() -> Heading:
    """What the administrator entered; before that, the name from the environment."""
    row = CompanyHeading.objects.select_related("logo").first()
    if row is None:
        return Heading(settings.COMPANY_NAME)
    return Heading(
        row.name,
        row.address,
        row.phone,
        row.tax_number,
        row.bank_name,
        row.bank_account,
        inside(row.logo),
    )
