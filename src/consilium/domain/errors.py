"""Every error of the program. Each has a catalog key (`errors.<code>`) whose text says what to do next.

`permanent` tells whether trying again can help. Arguments never hold health data or secrets: ids, sizes and kinds.
"""

from __future__ import annotations

from consilium.domain.records import Remark, Scalar


class ConsiliumError(Exception):
    """Base of all; never raised itself."""

    code = "errors.unexpected"
    permanent = True

    def __init__(self, code: str | None = None, /, **args: Scalar) -> None:
        self.code = code or self.code
        self.args_for_text = args
        super().__init__(self.code)

    @property
    def remark(self) -> Remark:
        return Remark(self.code, self.args_for_text)


class SettingsError(ConsiliumError):
    """The installation's settings can't be used."""

    code = "errors.settings"


class UnreadableError(ConsiliumError):
    """A file can't be read by its reader: damaged, encrypted, hostile, or beyond a bound. Costs this one file."""

    code = "errors.unreadable"


class BoundExceededError(UnreadableError):
    """A file asks for more than its bound: time, memory, output, depth, count, size or ratio."""

    code = "errors.bound_exceeded"


class PasswordNeededError(UnreadableError):
    """The file is encrypted and none of the passwords given opens it."""

    code = "errors.password_needed"


class InputError(ConsiliumError):
    """An input path can't be used at all: it does not exist, can't be opened or is a link."""

    code = "errors.input"


class StoreError(ConsiliumError):
    """The store of packs can't be read or written: disk full, read error, no such pack."""

    code = "errors.store"
    permanent = False


class IntegrityError(ConsiliumError):
    """Stored bytes are not what was stored: changed, moved, cut off, or sealed under another key."""

    code = "errors.integrity"


class KeyMissingError(ConsiliumError):
    """A key is missing or can't be unlocked."""

    code = "errors.key_missing"


class NotFoundError(ConsiliumError):
    """There is no such thing, or the viewer may not know that there is (a stranger gets the same answer)."""

    code = "errors.not_found"


class BusyError(ConsiliumError):
    """Another process works on the same case."""

    code = "errors.busy"
    permanent = False


class ConflictError(ConsiliumError):
    """Somebody else changed the same thing since it was read."""

    code = "errors.conflict"


class DeniedError(ConsiliumError):
    """The viewer may know of the thing, but not do this with it."""

    code = "errors.denied"


class UploadRefusedError(ConsiliumError):
    """A file that is sent can't be taken as it is: wrong place, wrong bytes, too much, or no longer expected."""

    code = "uploads.refused"


class WorkerDiedError(ConsiliumError):
    """A worker ended in the middle of a job: killed, out of memory, or out of time."""

    code = "jobs.worker_died"
    permanent = False
