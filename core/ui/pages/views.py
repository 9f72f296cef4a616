"""Views of a list: declared ones, one's own and the colleagues'."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.cache import caches
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.models import SavedView
from core.ui.keys import key_of
from core.ui.lists import RecordList

from .sending import redirect

if TYPE_CHECKING:
    from .list import ListPage

KEPT_SECONDS = 60


def tabs_of(page: "ListPage", listing: RecordList, counts: dict[str, str]) -> list[dict[str, Any]]:
    """All, the declared views, the saved ones; the current one marked, changed or not."""
    asked, state = listing.one("view"), listing.query()
    has_all = any(not view.query for view in listing.views)
    offered: list[tuple[Any, ...]] = [] if has_all else [("", _("All"), "", "", None)]
    offered += [(v.key, v.label, v.query, v.tone, None) for v in listing.views]
    for saved in saved_views(page):
        offered.append((str(saved.pk), saved.name, saved.query, "", saved))
    tabs = []
    for key, label, query, tone, saved in offered:
        url = f"?{query}&view={key}" if key else "?"
        is_current = key == asked or (not asked and query == state)
        tabs.append(
            {
                "key": key,
                "label": label,
                "url": url,
                "tone": tone,
                "count": counts.get(key, ""),
                "saved": saved,
                "is_mine": saved is not None and saved.owner_id == page.request.user.pk,
                "is_current": is_current,
                "is_changed": is_current and _pairs(query) != _pairs(state),
            }
        )
    if not has_all and (asked or any(tab["is_current"] for tab in tabs[1:])):
        tabs[0]["is_current"] = tabs[0]["is_changed"] = False
    return tabs


def saved_views(page: "ListPage") -> list[SavedView]:
    """One's own and the shared ones, one query a page."""
    known = page.__dict__.get("saved_views_read")
    if known is None:
        views = SavedView.objects.visible_to(page.request.user)
        known = list(views.filter(list_name=page.list_class.name).order_by("name", "pk"))
        page.__dict__["saved_views_read"] = known
    return known


def view_counts(
    page: "ListPage", listing: RecordList, *, kept_only: bool = False
) -> dict[str, str]:
    """How many rows each view has for this person, kept a minute; asked after the page stands."""
    key = f"view-counts-{listing.name}-{page.request.user.pk}"
    found: dict[str, str] | None = caches["local"].get(key)
    if found is not None or kept_only:
        return found or {}
    offered = [(view.key, view.query) for view in listing.views]
    offered += [(str(saved.pk), saved.query) for saved in saved_views(page)]
    found = {name: _count(page, query) for name, query in offered}
    caches["local"].set(key, found, KEPT_SECONDS)
    return found


def _count(page: "ListPage", query: str) -> str:
    params = dict(QueryDict(query).lists())
    try:
        count, more = page.list_class(
            user=page.request.user, today=page.today, params=params
        ).count()
    except BusinessError:  # a view saved before its filter was dropped
        return ""
    return f"{count:,}+" if more else f"{count:,}"


def keep_view(page: "ListPage", deed: str) -> HttpResponse:
    """Save, change or drop a view of one's own."""
    request: Any = page.request
    listing = page.listing
    own = SavedView.objects.filter(owner=request.user.pk, list_name=listing.name)
    address = page.address()
    if deed == "save_view":
        name = request.POST.get("name", "").strip()[:40]
        if not name:
            messages.error(request, _("A view needs a name."))
            return redirect(request, f"{address}?{listing.query()}")
        kept, _created = SavedView.objects.update_or_create(
            owner=request.user,
            list_name=listing.name,
            name=name,
            defaults={
                "query": listing.query()[:2000],
                "is_shared": request.POST.get("is_shared") == "1",
            },
        )
        address = f"{address}?{kept.query}&view={kept.pk}"
    else:
        key = key_of(request.POST.get("view"))
        view = own.filter(pk=key).first() if key is not None else None
        if view is None:
            messages.error(request, _("There is no such view of yours."))
        elif deed == "delete_view":
            view.delete()
        else:
            view.query = listing.query()[:2000]
            view.save(update_fields=["query"])
            address = f"{address}?{view.query}&view={view.pk}"
    caches["local"].delete(f"view-counts-{listing.name}-{request.user.pk}")
    return redirect(request, address)


def _pairs(query: str) -> list[tuple[str, list[str]]]:
    return sorted(QueryDict(query).lists())
