"""The custody book of blank paper invoices."""
