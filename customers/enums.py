"""How customers stand and how they pay."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CustomerStatus(models.TextChoices):
    """The life of a customer."""

    POTENTIAL = "potential", _("Potential")
    ACTIVE = "active", _("Active")
    DORMANT = "dormant", _("Dormant")
    LOST = "lost", _("Lost")


CUSTOMER_MOVES: dict[str, set[str]] = {
    CustomerStatus.POTENTIAL: {CustomerStatus.ACTIVE, CustomerStatus.LOST},
    CustomerStatus.ACTIVE: {CustomerStatus.DORMANT, CustomerStatus.LOST},
    CustomerStatus.DORMANT: {CustomerStatus.ACTIVE, CustomerStatus.LOST},
    CustomerStatus.LOST: {CustomerStatus.ACTIVE},
}
CUSTOMER_STATUS_TONE: dict[str, str] = {
    CustomerStatus.POTENTIAL: "draft",
    CustomerStatus.ACTIVE: "confirmed",
    CustomerStatus.DORMANT: "submitted",
    CustomerStatus.LOST: "cancelled",
}


class Grade(models.TextChoices):
    """A customer's grade."""

    A = "A", _("A")
    B = "B", _("B")
    C = "C", _("C")
    NONE = "", _("Not graded")


class SettlementMethod(models.TextChoices):
    """When a customer pays."""

    PREPAID = "prepaid", _("Paid in advance")
    ON_DELIVERY = "on_delivery", _("On delivery")
    MONTHLY = "monthly", pgettext_lazy("settlement", "Monthly")
    CREDIT_DAYS = "credit_days", _("Days of credit")


class AddressKind(models.TextChoices):
    """What an address is for."""

    DELIVERY = "delivery", _("Delivery")
    INVOICE = "invoice", _("Invoice")
    OFFICE = "office", _("Office")


class Event(models.TextChoices):
    """What this app announces and writes into the trail."""

    CUSTOMER_CREATED = "customers.customer_created", _("Customer created")
    CUSTOMER_CHANGED = "customers.customer_changed", _("Customer changed")
    CUSTOMER_MERGED = "customers.customer_merged", _("Customers merged")
    CUSTOMER_MOVED = "customers.customer_moved", _("Customer status changed")
    OWNER_CHANGED = "customers.owner_changed", _("Owner changed")
    CONTACT_CREATED = "customers.contact_created", _("Contact created")
    CONTACT_CHANGED = "customers.contact_changed", _("Contact changed")
    CONTACT_UNMASKED = "customers.contact_unmasked", _("Contact details shown")
    BANK_UNMASKED = "customers.bank_unmasked", _("Bank details shown")
    CUSTOMERS_EXPORTED = "customers.customers_exported", _("Customers exported")
    PERSONAL_COPIED = "customers.personal_copied", _("Personal details copied out")
    PERSONAL_ERASED = "customers.personal_erased", _("Personal details deleted")
