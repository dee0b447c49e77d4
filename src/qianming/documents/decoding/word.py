"""Word documents, new and old: what they must contain, how far they may unfold, and no macros.

Nothing is unpacked to the disk, so that names inside an archive do no harm. Decides nothing about the text.
"""

import io
import zipfile
import zlib

from qianming.documents.faults import Fault, Faulty

_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 100 * 1024 * 1024
_PIECE = 1024 * 1024
_NEEDED = frozenset({"[Content_Types].xml", "word/document.xml"})
_OLD_TEXT = "WordDocument".encode("utf-16-le")
_OLD_MACROS = ("_VBA_PROJECT".encode("utf-16-le"), b"_VBA_PROJECT")
_OLD_HEADER = 512


def inspect_new(content: bytes) -> None:
    """An archive with a text in it, unpacked to its end within the limit; raises `Faulty`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            unpacked = 0
            for entry in entries:
                unpacked += _unpacked(archive, entry, _MOST_UNPACKED - unpacked)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as broken:
        raise Faulty(Fault.BROKEN) from broken


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """What the archive says of itself; what it says of sizes is believed only where it is too much."""
    names = {entry.filename for entry in entries}
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise Faulty(Fault.TOO_COMPLEX)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Faulty(Fault.ENCRYPTED)
    if not names >= _NEEDED:
        raise Faulty(Fault.BROKEN)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Faulty(Fault.ACTIVE)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> int:
    """Unpack one entry piece by piece and throw it away; how long it was."""
    size = 0
    with archive.open(entry) as opened:
        while piece := opened.read(_PIECE):
            size += len(piece)
            if size > room:
                raise Faulty(Fault.TOO_COMPLEX)
    return size


def inspect_old(content: bytes) -> None:
    """A compound file with a text in it; raises `Faulty`. There is no decoder for more."""
    if len(content) < 2 * _OLD_HEADER or content[28:30] != b"\xfe\xff" or _OLD_TEXT not in content:
        raise Faulty(Fault.BROKEN)
    if any(macros in content for macros in _OLD_MACROS):
        raise Faulty(Fault.ACTIVE)
