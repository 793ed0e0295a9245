"""The audit line of every act, and the check that none was changed, inserted, moved or cut off."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from uuid import UUID

from consilium.casebook.documents import AuditBody
from consilium.casebook.models import AuditEvent, AuditTree
from consilium.domain import merkle
from consilium.domain.errors import IntegrityError
from consilium.domain.plain import from_json, to_json
from consilium.domain.records import Scalar
from consilium.domain.viewer import Viewer
from consilium.vault import checkpoint
from consilium.vault.checkpoint import Signer
from consilium.vault.keys import KeyRing

ORIGIN = "consilium"
LOOKED_BACK = 2_000  # events among which one is looked for


def record(viewer: Viewer, act: str, case: UUID | None, at: datetime, **facts: Scalar) -> None:
    """Append one act to the tree. In the caller's transaction; `facts` are counts and kinds, never health data."""
    AuditTree.objects.get_or_create(id=1, defaults={"state": merkle.CompactTree().to_bytes()})
    row = AuditTree.objects.select_for_update().get(id=1)
    tree = merkle.CompactTree.from_bytes(bytes(row.state))
    body = to_json(AuditBody(tree.size, at.isoformat(), viewer.id, act, "" if case is None else str(case), facts))
    leaf = merkle.leaf_hash(body)
    AuditEvent.objects.create(number=tree.size, case=case, body=body, leaf=leaf)
    row.state = tree.append(leaf).to_bytes()
    row.save(update_fields=["state"])


def recorded(viewer: Viewer, act: str, case: UUID, since: datetime) -> datetime | None:
    """When the viewer's last such act on the case was recorded, by whichever process; None where not since then.

    In the caller's transaction, in which no other process records one meanwhile.
    """
    row = AuditTree.objects.select_for_update().filter(id=1).first()
    size = merkle.CompactTree.from_bytes(bytes(row.state)).size if row else 0
    events = AuditEvent.objects.filter(case=case, number__gte=size - LOOKED_BACK).order_by("-number")
    for event in events.iterator():
        body = from_json(bytes(event.body))
        at = datetime.fromisoformat(body["at"])
        if at < since:
            return None
        if (body["viewer"], body["act"]) == (viewer.id, act):
            return at
    return None


def check(home: Path, keys: KeyRing) -> tuple[bool, int]:
    """Whether the log is whole: events, leaves and tree agree, and with the last signed checkpoint; how many events."""
    row = AuditTree.objects.filter(id=1).first()
    kept = merkle.CompactTree.from_bytes(bytes(row.state)) if row else merkle.CompactTree()
    signed = _signed(home, keys)
    tree, agrees = merkle.CompactTree(), signed is None or signed.size == 0
    for number, event in enumerate(AuditEvent.objects.order_by("number").iterator()):
        if event.number != number or merkle.leaf_hash(bytes(event.body)) != bytes(event.leaf):
            return False, tree.size
        tree = tree.append(bytes(event.leaf))
        agrees = agrees or (signed is not None and signed.size == tree.size and signed.root == tree.root)
    return agrees and tree.size == kept.size and tree.root == kept.root, tree.size


def sign(home: Path, keys: KeyRing) -> bool:
    """Sign the log as it stands, for a witness to keep; not where it is not whole, which the answer tells."""
    whole, _ = check(home, keys)
    row = AuditTree.objects.filter(id=1).first()
    if not whole or row is None:
        return whole
    tree = merkle.CompactTree.from_bytes(bytes(row.state))
    path = _place(home)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(Signer(ORIGIN, keys.audit_seed()).sign(tree.size, tree.root), "utf-8")
    os.replace(beside, path)
    return True


def _signed(home: Path, keys: KeyRing) -> merkle.Checkpoint | None:
    """The last signed checkpoint; an impossible one where its signature does not hold."""
    try:
        note = _place(home).read_text("utf-8")
        return checkpoint.verify(note, Signer(ORIGIN, keys.audit_seed()).verifier)
    except FileNotFoundError:
        return None
    except (IntegrityError, UnicodeDecodeError):
        return merkle.Checkpoint(ORIGIN, 1 << 60, bytes(32))


def _place(home: Path) -> Path:
    return home / "audit" / "checkpoint"
