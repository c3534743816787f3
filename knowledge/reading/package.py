"""What a Word file would unfold to, looked at before anything of it is unpacked."""

import io
import zipfile

from knowledge.reading.limits import MAX_RATIO, MAX_UNPACKED, MAX_XML, RATIO_MATTERS
from knowledge.reading.refusals import ImportRefused, Reason

_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_ENCRYPTED = 0x1


def check_package(content: bytes) -> None:
    """Let only an honest package pass. The sizes it states bind: no more is unpacked.

    Raises:
        ImportRefused: too much to unpack, encrypted, damaged, or declaring XML entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            for part in parts:
                _check_part(archive, part)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise ImportRefused(Reason.DAMAGED) from None


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_dense = unpacked > RATIO_MATTERS and unpacked > MAX_RATIO * max(packed, 1)
    if unpacked > MAX_UNPACKED or is_dense:
        raise ImportRefused(Reason.UNPACKS_TOO_FAR)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.flag_bits & _ENCRYPTED:
        raise ImportRefused(Reason.ENCRYPTED)
    if not part.filename.lower().endswith((".xml", ".rels")):
        return
    if part.file_size > MAX_XML:
        raise ImportRefused(Reason.UNPACKS_TOO_FAR)
    # Office writes no such declarations. UTF-16 would hide them between zero bytes.
    plain = archive.read(part).replace(b"\x00", b"").upper()
    if any(mark in plain for mark in _DECLARATIONS):
        raise ImportRefused(Reason.ENTITIES)
