"""Evidence is untrusted: its type is decided by content, photographs are drawn anew."""

import io
import zipfile
from dataclasses import dataclass

import puremagic
from PIL import Image, ImageOps

from api.domain.errors import Invalid

MAX_PIXELS = 50_000_000  # a 48-megapixel telephone camera still fits
MAX_WHOLE_PIXELS = 25_000_000  # other formats than JPEG cannot be decoded at a smaller scale
MAX_ENTRIES = 10_000  # in an office document; each costs memory before anything is read
MAX_SIDE = 4_096  # larger photographs are scaled down: evidence, not art
THUMBNAIL_SIDE = 320
MAX_UNPACKED = 200 * 1024 * 1024  # what an office document may unfold to
JPEG_QUALITY = 88

ACCEPTED = "可以发送的类型：照片（JPG、PNG、WEBP）、PDF、Word（docx）、Excel（xlsx）。"
IMAGES = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jfif": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
}
OFFICE = {
    "docx": (
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": (
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
# Beginnings of sound and film: Ogg, MP3, AMR, SILK (voice messages of messengers), FLAC, WebM, FLV.
MOVING = (
    *(b"OggS", b"ID3", b"\xff\xfb", b"\xff\xf3", b"#!AMR", b"#!SILK", b"\x02#!SILK"),
    *(b"fLaC", b"\x1aE\xdf\xa3", b"FLV\x01"),
)
STILL_BRANDS = (b"hei", b"hev", b"mif", b"msf", b"avi")  # ISO media files that are pictures
UNREADABLE = "这张照片打不开，可能没有传完整。请重新拍一张或换一张再发。"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is kept: the cleaned content, its media type and ending, and a JPEG thumbnail."""

    content: bytes
    type: str
    ending: str
    thumbnail: bytes | None


def examine(content: bytes, max_bytes: int) -> Evidence:
    """The file as it may be kept, whatever its name says.

    Raises:
        Invalid: too large, empty, damaged, or of a type that is not accepted.
    """
    _refuse(content, max_bytes)
    endings = _endings(content)
    if found := endings & IMAGES.keys():
        return _photograph(content, IMAGES[found.pop()])
    if endings & {".heif", ".heic"}:
        raise Invalid(
            "evidence",
            "这是 HEIC 格式的照片，暂时打不开。请在手机里另存为 JPG，或截图后再发。",
        )
    if content.startswith(b"%PDF-"):
        return Evidence(content, "application/pdf", "pdf", None)
    if content.startswith(b"PK\x03\x04"):
        return _office_document(content)
    raise Invalid("evidence", "不能识别这个文件的类型，没有保存。" + ACCEPTED)


def _refuse(content: bytes, max_bytes: int) -> None:
    """What is refused before anybody looks what it might be."""
    if not content:
        raise Invalid("evidence", "这个文件是空的。请换一个文件再发。")
    if len(content) > max_bytes:
        raise Invalid(
            "evidence",
            f"文件有 {len(content) / 1_048_576:.1f} MB，最大可收 {max_bytes // 1_048_576} MB。"
            "请压缩后再发，或分成几个文件。",
        )
    if _is_moving(content):
        raise Invalid(
            "evidence", "这是录音或视频，暂时收不了。请把内容打字告诉我，也可以发照片或文档。"
        )
    if content.startswith(PROGRAMS):
        raise Invalid(
            "evidence", "这个文件的内容是程序，不是照片或文档，为了安全没有保存。" + ACCEPTED
        )


def _is_moving(content: bytes) -> bool:
    """Whether it is sound or film; the containers they share with pictures are looked into."""
    if content.startswith(b"RIFF"):
        return content[8:12] in (b"WAVE", b"AVI ")
    if content[4:8] == b"ftyp":
        return not content[8:12].startswith(STILL_BRANDS)
    return content.startswith(MOVING)


def _endings(content: bytes) -> set[str]:
    try:
        return {match.extension for match in puremagic.magic_string(content)}
    except puremagic.PureError:  # it knows no such content
        return set()


def _photograph(content: bytes, kind: str) -> Evidence:
    """Draw the picture anew: no EXIF, no position, nothing hidden behind the pixels."""
    try:
        picture = Image.open(io.BytesIO(content), formats=(kind,))
        if picture.width * picture.height > (MAX_PIXELS if kind == "JPEG" else MAX_WHOLE_PIXELS):
            raise Invalid("evidence", "这张照片的尺寸太大，打不开。请缩小后再发。")
        picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # JPEG only: decode no more than is kept
        picture.thumbnail((MAX_SIDE, MAX_SIDE))  # before it is copied: large ones take memory
        upright = ImageOps.exif_transpose(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid("evidence", "这张照片的尺寸太大，打不开。请缩小后再发。") from None
    except (OSError, ValueError, SyntaxError):  # what Pillow raises for damaged files
        raise Invalid("evidence", UNREADABLE) from None
    plain = _without_alpha(upright)
    small = plain.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    thumbnail = _encoded(small, "JPEG", quality=80)
    if kind == "PNG":
        shown = upright if upright.mode in {"RGB", "RGBA", "L"} else upright.convert("RGBA")
        return Evidence(_encoded(_bare(shown), "PNG"), "image/png", "png", thumbnail)
    return Evidence(_encoded(plain, "JPEG", quality=JPEG_QUALITY), "image/jpeg", "jpg", thumbnail)


def _without_alpha(picture: Image.Image) -> Image.Image:
    """The picture on white, in RGB, with no metadata."""
    if picture.mode == "RGB":
        return _bare(picture)
    layered = picture.convert("RGBA")
    white = Image.new("RGB", layered.size, "white")
    white.paste(layered, mask=layered.getchannel("A"))
    return white


def _bare(picture: Image.Image) -> Image.Image:
    bare = picture.copy()
    bare.info.clear()
    return bare


def _encoded(picture: Image.Image, kind: str, quality: int | None = None) -> bytes:
    out = io.BytesIO()
    options = {} if quality is None else {"quality": quality}
    picture.save(out, kind, **options)
    return out.getvalue()


def _office_document(content: bytes) -> Evidence:
    if content.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise Invalid("evidence", "这个文件里的部分太多，没有保存。请精简后再发。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Invalid("evidence", "这个文件打不开，可能没有传完整。请重新发送。") from None
    if any(name.lower().endswith("vbaproject.bin") for name in entries):
        raise Invalid("evidence", "这个文件带有宏，为了安全没有保存。请另存为不带宏的文件再发。")
    if sum(entry.file_size for entry in entries.values()) > MAX_UNPACKED:
        raise Invalid("evidence", "这个文件解开后太大，没有保存。请精简后再发。")
    for ending, (part, media_type) in OFFICE.items():
        if part in entries:
            return Evidence(content, media_type, ending, None)
    raise Invalid("evidence", "压缩包里的内容看不到，没有保存。请解压后逐个发送。" + ACCEPTED)
