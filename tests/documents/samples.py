"""Files as people upload them, and as people who mean harm do.

Made here, so that none of them lies in the repository.
"""

import io
import struct
import zipfile
import zlib
from functools import cache

import pypdfium2
from PIL import Image


def picture(form: str, size: tuple[int, int] = (4, 3)) -> bytes:
    """A plain picture in that format of Pillow's."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(buffer, form)
    return buffer.getvalue()


@cache
def pdf(pages: int = 1, side: float = 100) -> bytes:
    """A PDF of empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(side, side)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def docx(**parts: bytes) -> bytes:
    """A Word document with as little in it as may be, and further parts (`__` stands for a slash)."""
    buffer = io.BytesIO()
    entries = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", **parts}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def doc(text: str = "WordDocument") -> bytes:
    """The frame of an old Word document, with one name in its directory."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20) + b"\xfe\xff" + bytes(482)
    return header + text.encode("utf-16-le").ljust(1024, b"\x00")


JPEG = picture("JPEG")
GIF = picture("GIF")
PDF = pdf()
DOCX = docx()
DOC = doc()


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG."""
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


@cache
def png_of(width: int, height: int) -> bytes:
    """A black-and-white PNG, whole and sound, that unfolds to so many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compressobj(9)
    body = b"".join(rows.compress(bytes((width + 7) // 8 + 1)) for _ in range(height)) + rows.flush()
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@cache
def zip_bomb() -> bytes:
    """A Word document that unfolds to a quarter of a gigabyte."""
    return docx(word__media__a=bytes(256 * 1024 * 1024))


@cache
def lying_zip_bomb() -> bytes:
    """The same, saying of itself that it is small."""
    size = 256 * 1024 * 1024
    return zip_bomb().replace(struct.pack("<I", size), struct.pack("<I", 1000))


# A GIF that a browser may take for a page: the picture's own comment opens the page.
PAGE_THAT_STARTS_AS_GIF = b"GIF89a/*<html><script>alert(1)</script></html>*/"
GIF_WITH_A_PAGE = GIF[:-1] + b"\x21\xfe\x19<script>alert(1)</script>\x00" + GIF[-1:]
JPEG_BEFORE_A_PAGE = JPEG + b"<html><body>"


def hostile() -> dict[str, tuple[str, bytes, str]]:
    """What each is: the name that it is sent under, its bytes, and the code of the refusal."""
    return {
        "zip bomb": ("a.docx", zip_bomb(), "FileTooComplex"),
        "zip bomb that lies": ("a.docx", lying_zip_bomb(), "FileBroken"),
        "40,000 x 40,000 pixels": ("a.png", png_of(40_000, 40_000), "FileTooManyPixels"),
        "10,000 pages": ("a.pdf", pdf(10_000), "FileTooManyPages"),
        "eleven pages": ("a.pdf", pdf(11), "FileTooManyPages"),
        "a page as large as a field": ("a.pdf", pdf(1, 14_000.0), "FileTooManyPixels"),
        "a page that starts as GIF": ("a.gif", PAGE_THAT_STARTS_AS_GIF, "FileActive"),
        "a GIF with a page in it": ("a.gif", GIF_WITH_A_PAGE, "FileActive"),
        "a JPEG before a page": ("a.jpg", JPEG_BEFORE_A_PAGE, "FileActive"),
        "a GIF called PDF": ("a.pdf", GIF, "FileTypeInvalid"),
        "a page called GIF": ("a.gif", b"<html></html>", "FileTypeInvalid"),
        "half a picture": ("a.jpg", picture("JPEG", (400, 300))[:-600], "FileBroken"),
        "half a PDF": ("a.pdf", b"%PDF-1.7" + bytes(64), "FileBroken"),
        "an archive without a text": ("a.docx", b"PK\x03\x04" + bytes(40), "FileBroken"),
        "a text with macros": ("a.docx", docx(**{"word/vbaProject.bin": b"x"}), "FileActive"),
        "an old table": ("a.doc", doc("Workbook"), "FileBroken"),
        "an old text with macros": ("a.doc", doc("WordDocument _VBA_PROJECT"), "FileActive"),
        "a name with a path": ("../../a.png", picture("PNG"), "FileNameInvalid"),
        "a name with a folder": ("b/a.png", picture("PNG"), "FileNameInvalid"),
        "nothing": ("a.png", b"", "FileEmpty"),
        "more than 5 MB": ("a.png", picture("PNG") + bytes(5 * 1024 * 1024), "FileTooLarge"),
    }
