"""What a person may type of a product."""

from core.ui.forms import ModelForm
from products.models import Product


class ProductForm(ModelForm):
    """A product with its prices."""

    class Meta:
        model = Product
        fields = [
            "code",
            "name",
            "specification",
            "unit",
            "category",
            "list_price",
            "floor_price",
            "prices_include_tax",
            "cost",
            "tax_rate",
            "lead_days",
            "is_special",
            "is_active",
            "season",
            "note",
        ]

    layout = [
        ("code", 3),
        ("name", 5),
        ("specification", 4),
        ("unit", 2),
        ("category", 4),
        ("list_price", 3),
        ("floor_price", 3),
        ("cost", 3),
        ("tax_rate", 2),
        ("lead_days", 2),
        ("season", 2),
        ("prices_include_tax", 3),
        ("is_special", 2),
        ("is_active", 2),
        ("note", 12),
    ]

    def validate_unique(self) -> None:
        """The service says which product has the code."""
