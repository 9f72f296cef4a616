"""Finding entries that were changed, removed, inserted or cut off."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from core.models import AuditEntry, AuditSeal

from .sealing import GENESIS, anchor_file, chained, leaf


class Breach(NamedTuple):
    """Something about the trail that cannot be true."""

    kind: str
    entry_id: int
    sentence: str


def verify() -> list[Breach]:
    """Every breach of the chain and of its outside anchors; an empty list when all holds."""
    return [*_chain(), *_anchors()]


def _chain() -> Iterator[Breach]:
    previous, last_id = GENESIS, -(2**63)
    for seal in AuditSeal.objects.order_by("id").iterator():
        if seal.previous_digest != previous or seal.digest != chained(previous, seal.leaves):
            yield Breach(
                "seal", seal.first_id, f"Seal {seal.pk} does not follow from the one before it."
            )
        for pk in AuditEntry.objects.filter(id__gt=last_id, id__lt=seal.first_id).values_list(
            "id", flat=True
        ):
            yield Breach("inserted", pk, f"Entry {pk} was inserted after its time was sealed.")
        yield from _batch(seal)
        previous, last_id = seal.digest, seal.last_id


def _batch(seal: AuditSeal) -> Iterator[Breach]:
    sealed = {int(pk): digest for pk, digest in map(str.split, seal.leaves.splitlines())}
    rows = AuditEntry.objects.filter(id__gte=seal.first_id, id__lte=seal.last_id)
    found = {entry.pk: leaf(entry) for entry in rows.iterator()}
    for pk in sorted(sealed.keys() | found.keys()):
        if pk not in found:
            yield Breach("removed", pk, f"Entry {pk} was removed.")
        elif pk not in sealed:
            yield Breach("inserted", pk, f"Entry {pk} was inserted after its time was sealed.")
        elif sealed[pk] != found[pk]:
            yield Breach("changed", pk, f"Entry {pk} was changed.")


def _anchors() -> Iterator[Breach]:
    path = anchor_file()
    if not path.exists():
        return
    digests = dict(AuditSeal.objects.values_list("id", "digest"))
    for line in path.read_text(encoding="utf-8").splitlines():
        anchor = json.loads(line)
        digest = digests.get(anchor["seal"])
        if digest is None:
            yield Breach(
                "cut_off", anchor["last"], f"Seal {anchor['seal']} is anchored outside but gone."
            )
        elif digest != anchor["digest"]:
            yield Breach(
                "seal", anchor["last"], f"Seal {anchor['seal']} differs from its outside anchor."
            )
