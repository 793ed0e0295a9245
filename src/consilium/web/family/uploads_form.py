"""A plain form's files, straight into sealed uploads while the browser sends them: flat memory, nothing readable kept.

The browser's word on where it comes from (Origin) is checked before a byte is read, the form's token after: where that
is wrong, what came is given up again.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

from consilium.actions import uploads
from consilium.actions.uploads import Unmeasured
from consilium.domain.errors import ConsiliumError
from consilium.domain.records import Remark
from consilium.domain.uploads import UploadState, path_of
from consilium.web.family.uploads_tus import PIECE, limits
from consilium.web.request import CaseRequest


class FormFiles(FileUploadHandler):
    """What comes in with one form: a batch of its own. `refused` are the names that did not come, each with why."""

    chunk_size = PIECE

    def __init__(self, request: CaseRequest) -> None:
        super().__init__(request)
        self.batch: UUID = uuid4()
        self.refused: list[tuple[str, Remark]] = []
        self.came = 0
        self._case = request.case
        self._most = int(request.META.get("CONTENT_LENGTH") or 0)
        self._name = ""
        self._current: Unmeasured | None = None

    def attach(self, request: CaseRequest) -> None:
        """Read this request's form through here."""
        request.upload_handlers = [self]

        def parse(meta: Any, data: Any) -> tuple[QueryDict, MultiValueDict[str, Any]]:
            return _WithFolders(meta, data, [self], request.encoding).parse()

        request.parse_file_upload = parse  # type: ignore[assignment, method-assign]

    def new_file(self, *given: Any, **more: Any) -> None:
        """A file begins. One that does not fit is passed over, and the rest still comes."""
        super().new_file(*given, **more)
        self._name = self.file_name or ""
        metadata = {"relativePath": self._name, "batch": str(self.batch)}
        try:
            self._current = Unmeasured(self._case, metadata, self._most, limits())
        except ConsiliumError as error:
            self._pass_over(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 (Django gives it)
        """The next bytes of the file."""
        try:
            if self._current is not None:
                self._current.take(raw_data)
        except ConsiliumError as error:
            self._pass_over(error)
        return None

    def file_complete(self, file_size: int) -> None:
        """All of the file came: Django is to hand nothing on."""
        current, self._current = self._current, None
        if current is None:
            return
        self._most = max(1, self._most - file_size)
        try:
            current.end()
            self.came += 1
        except ConsiliumError as error:
            self.refused.append((self._name, error.remark))

    def upload_interrupted(self) -> None:
        """The line broke within a file: half a paper is no paper."""
        if self._current is not None:
            self.refused.append((self._name, Remark("adding.cut_off")))
            self._give_up()

    def give_up_all(self) -> None:
        """Nothing of this form counts."""
        self._give_up()
        remove(self._case, self.batch)

    def _pass_over(self, error: ConsiliumError) -> None:
        self.refused.append((self._name, error.remark))
        self._give_up()
        raise SkipFile from error

    def _give_up(self) -> None:
        current, self._current = self._current, None
        if current is not None:
            current.give_up()


class _WithFolders(MultiPartParser):
    """Keeps the folders in a file's name, as browsers send them for a folder; no file is ever made from it."""

    def sanitize_file_name(self, file_name: str) -> str:
        return path_of({"relativePath": file_name})


def remove(case: Any, batch: UUID) -> int:
    """Give up what was sent with a drop and is not handed in; how many files."""
    going = [one for one in uploads.waiting(case, batch) if one.state is not UploadState.HANDED]
    for one in going:
        uploads.terminate(case, one.id)
    return len(going)
