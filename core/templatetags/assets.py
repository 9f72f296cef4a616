"""Tags for the built styles and scripts."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core import assets

register = template.Library()


@register.simple_tag
def styles(entry: str) -> SafeString:
    """Link the style sheets of an entry: ``{% styles "app" %}``."""
    urls = [(url,) for url in assets.style_urls(entry)]
    return format_html_join("", '<link rel="stylesheet" href="{}">', urls)


@register.simple_tag
def script(entry: str) -> SafeString:
    """Load a script of an entry: ``{% script "charts" %}``."""
    url = assets.script_url(entry)
    return format_html('<script type="module" src="{}"></script>', url) if url else SafeString("")
