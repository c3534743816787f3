"""PDF files written by hand, and what makes a package hostile: small, and nothing to install."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 595, 842
EM = 12.0

Text = tuple[float, float, float, str]
"""Left, baseline, size, and the text."""
Rule = tuple[float, float, float, float]
"""From x, y to x, y."""


def pdf(pages: Iterable[tuple[Sequence[Text], Sequence[Rule]]], *, trailer: str = "") -> bytes:
    """A PDF file. Its Chinese font is one of those every reader must know without a file."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    kids = []
    for texts, rules in pages:
        drawn = "\n".join(
            f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, size, text in texts
        ) + "\n".join(f"\n{a} {b} m {c} {d} l S" for a, b, c, d in rules)
        objects.append(f"<< /Length {len(drawn)} >> stream\n{drawn}\nendstream".encode())
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents"
            f" {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        kids.append(len(objects))
    objects[1] = (
        f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>"
    ).encode()
    return _assembled(objects, trailer)


def _assembled(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def set_lines(lines: Sequence[str], *, top: float = 700, size: float = EM) -> list[Text]:
    """Lines below each other at the left margin; one that begins with U+3000 stands further in."""
    return [
        (90 + size * (len(line) - len(line.lstrip("　"))), top - 20 * at, size, line.lstrip("　"))
        for at, line in enumerate(lines)
    ]


def encrypted_pdf() -> bytes:
    """A PDF file that wants a password."""
    lock = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
        f" /O <{'28' * 32}> /U <{'00' * 32}> >> /ID [<{'00' * 16}> <{'00' * 16}>]"
    )
    return pdf([([], [])], trailer=lock)


def scanned_pdf(lines: Sequence[str], font: object = None) -> bytes:
    """A PDF file whose one page is a picture of text."""
    picture = Image.new("L", (1654, 2339), "white")
    draw = ImageDraw.Draw(picture)
    for at, line in enumerate(lines):
        draw.text((220, 260 + 80 * at), line, fill="black", font=font)  # type: ignore[arg-type]
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=200)
    return out.getvalue()


def repacked(package: bytes, part: str, content: bytes) -> bytes:
    """A Word file with one part replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != part:
                new.writestr(entry, old.read(entry))
        new.writestr(part, content)
    return out.getvalue()
