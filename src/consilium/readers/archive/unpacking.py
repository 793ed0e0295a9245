"""One archive being unpacked: hands members on, keeps count, and remembers what could not be had and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.domain.records import Json, Reading, Remark
from consilium.readers.archive.names import Names, tamed
from consilium.readers.contract import Context

NAMES_IN_A_REMARK = 5
NAMES_IN_FACTS = 200


class Unpacking:
    """Members go out through `member`; what is lost, left out or odd is noted by catalog key and name."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._names = Names()
        self._noted: dict[str, list[str]] = {}
        self._counted: dict[str, int] = {}
        self.members = 0
        self.bytes = 0

    def note(self, code: str, name: str = "") -> None:
        """Remember one thing for the remarks; `name` is of the member that it happened to."""
        self._counted[code] = self._counted.get(code, 0) + 1
        names = self._noted.setdefault(code, [])
        if name and len(names) < NAMES_IN_FACTS:
            names.append(tamed(name))

    def member(self, raw: str, chunks: Iterable[bytes], *, media_type: str = "", modified: str = "") -> int | None:
        """Hand one member on; its bytes, None where it fails: then it is cut off there and noted, the rest goes on."""
        name = self._names.take(raw)
        size = 0
        self.members += 1
        try:
            with self.context.member(name, media_type=media_type, modified=modified) as out:
                for chunk in chunks:
                    size += out.write(chunk)
        except BoundExceededError:
            raise
        except UnreadableError as error:
            self.note(error.code, name)
            return None
        finally:
            self.bytes += size
        return size

    def lost(self, raw: str, code: str) -> None:
        """A member none of whose bytes can be had: it is handed on empty and cut off, so that it stays in the count."""
        self.member(raw, _Lost(code))

    def reading(self, kind: str, facts: Mapping[str, Json] | None = None) -> Reading:
        stands: dict[str, Json] = {"members": self.members, "bytes": self.bytes, "comment": ""}
        noted: dict[str, Json] = {code: list(names) for code, names in self._noted.items() if names}
        if noted:
            stands["noted"] = noted
        stands.update(facts or {})
        return Reading(format=kind, facts=stands, remarks=self._remarks())

    def _remarks(self) -> tuple[Remark, ...]:
        remarks = [Remark(code, _said(count, self._noted[code])) for code, count in self._counted.items()]
        changed = self._names.changed
        if changed:
            remarks.append(Remark("archive.names_changed", _said(len(changed), changed)))
        return tuple(remarks)


class _Lost:
    """No bytes; asking for them raises, so that the member ends as cut off."""

    def __init__(self, code: str) -> None:
        self._code = code

    def __iter__(self) -> Iterator[bytes]:
        raise UnreadableError(self._code)


def _said(count: int, names: list[str]) -> dict[str, str | int | float | bool | None]:
    shown = ", ".join(name[-60:] for name in names[:NAMES_IN_A_REMARK])
    return {"count": count, "names": shown + (", …" if count > NAMES_IN_A_REMARK else "")}
