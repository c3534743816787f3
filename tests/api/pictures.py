"""Small pictures and documents made on the spot."""

import io
import zipfile

from PIL import Image


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 120).save(out, kind)
    return out.getvalue()


def jpeg(size: tuple[int, int] = (64, 48)) -> bytes:
    return picture("JPEG", size=size)


def photographed_at(latitude: tuple[float, float, float], kind: str = "JPEG") -> bytes:
    """A picture whose EXIF says where it was taken, turned on its side."""
    image = Image.new("RGB", (64, 48), 120)
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825)[2] = latitude
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    """A ZIP file; ``__`` in a name stands for ``/`` and ``_dot_`` for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()
