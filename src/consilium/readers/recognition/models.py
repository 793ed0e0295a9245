"""The recognition models (PP-OCRv6 small, Apache-2.0), read from inside the installed rapidocr wheel and nowhere else.

The wheel is used for its three ONNX files only; its code, which downloads what it misses, is never imported.
Bytes are read once, before forking and before the sandbox closes; sessions are made in the process that uses them,
since ONNX Runtime's threads do not survive a fork.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consilium.domain.errors import UnreadableError

Array = NDArray[np.float32]

DETECTION = "PP-OCRv6_det_small.onnx"
RECOGNITION = "PP-OCRv6_rec_small.onnx"
DIRECTION = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
FILES = (DETECTION, RECOGNITION, DIRECTION)

_THREADS = 1
_sessions: dict[tuple[int, str], Any] = {}


def missing() -> tuple[str, ...]:
    """What recognition needs and this installation lacks: model files, or `onnxruntime`."""
    folder = _folder()
    files = [name for name in FILES if folder is None or not (folder / name).is_file()]
    return (*files, *([] if importlib.util.find_spec("onnxruntime") else ["onnxruntime"]))


def preload() -> None:
    """Read the models' bytes and load the runtime's library; nothing where they are missing (`run` then says so)."""
    if missing():
        return
    _runtime()
    for name in FILES:
        _data(name)


def ready() -> bool:
    """Whether `preload` was called, so that nothing has to be loaded any more."""
    return _data.cache_info().currsize >= len(FILES)


def run(name: str, batch: Array) -> Array:
    """One model's first output for a batch of pictures, `(count, 3, height, width)`."""
    session = _session(name)
    output: Array = session.run(None, {session.get_inputs()[0].name: batch})[0]
    return output


def characters() -> list[str]:
    """The recognition model's alphabet by output class; class 0 is the blank (CTC)."""
    listed: str = _session(RECOGNITION).get_modelmeta().custom_metadata_map["character"]
    return ["", *listed.splitlines(), " "]


def fingerprint() -> str:
    """A short name of these very models, to tell which recognition a text is from."""
    return hashlib.sha256(b"".join(_data(name) for name in FILES)).hexdigest()[:12]


def _folder() -> Path | None:
    found = importlib.util.find_spec("rapidocr")
    places = (found.submodule_search_locations if found else None) or []
    return Path(places[0]) / "models" if places else None


@cache
def _data(name: str) -> bytes:
    folder = _folder()
    try:
        if folder is None:
            raise FileNotFoundError(name)
        return (folder / name).read_bytes()
    except OSError as error:
        raise UnreadableError("ocr.models_missing", model=name) from error


def _runtime() -> Any:
    """The library, loaded when first needed (0.3 s, 60 MB); it ships no types."""
    return importlib.import_module("onnxruntime")


def _session(name: str) -> Any:
    """The model's session in this process: a forked child makes its own."""
    key = (os.getpid(), name)
    if key not in _sessions:
        _sessions[key] = _opened(_data(name))
    return _sessions[key]


def _opened(data: bytes) -> Any:
    if missing():
        raise UnreadableError("ocr.models_missing", model=missing()[0])
    runtime = _runtime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = _THREADS
    options.enable_cpu_mem_arena = False  # pages differ in size; an arena keeps the largest forever
    options.log_severity_level = 4
    return runtime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
