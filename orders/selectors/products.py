"""Products as they are typed or pasted: by code, name or pinyin."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models import Q

from core.search_text import normalize
from products.models import Product

GUESSES = 3


@dataclass(frozen=True)
class Found:
    """The one product meant, or the best guesses."""

    found: Product | None = None
    guesses: list[Product] = field(default_factory=list)


def products_found(texts: Iterable[str]) -> dict[str, Found]:
    """For each text the one product it means; otherwise the nearest ones.

    Exact codes first, then exact names and pinyin initials; one query for all that fit exactly.
    """
    wanted = {text: normalize(text) for text in texts if text.strip()}
    if not wanted:
        return {}
    folded = set(wanted.values())
    exact = Product.objects.on_sale().filter(
        Q(code__in={*wanted, *(text.upper() for text in folded), *folded})
        | Q(name__in=set(wanted))
        | Q(name_initials__in=folded)
        | Q(name_pinyin__in=folded)
    )
    known = list(exact[:2000])
    answers = {}
    for text, fold in wanted.items():
        by_code = [product for product in known if normalize(product.code) == fold]
        fits = by_code or [product for product in known if _fits(product, fold)]
        answers[text] = Found(fits[0]) if len(fits) == 1 else Found(None, fits[:GUESSES])
    missing = [text for text, answer in answers.items() if not answer.found and not answer.guesses]
    if missing:
        answers |= _guessed(missing)
    return answers


def _fits(product: Product, fold: str) -> bool:
    return fold in {normalize(product.name), product.name_initials, product.name_pinyin}


def _guessed(texts: list[str]) -> dict[str, Found]:
    """The nearest codes and names; the catalogue's codes are read once."""
    codes = dict(Product.objects.on_sale().values_list("code", "pk")[:20000])
    by_fold = {normalize(code): pk for code, pk in codes.items()}
    near = {
        text: get_close_matches(normalize(text), by_fold, n=GUESSES, cutoff=0.6) for text in texts
    }
    chosen = Product.objects.in_bulk({by_fold[code] for codes in near.values() for code in codes})
    return {
        text: Found(None, [chosen[by_fold[code]] for code in codes]) for text, codes in near.items()
    }
