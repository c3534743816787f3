"""Files read in a process of their own: what it says comes back, what it does cannot hurt."""

import codecs
import io
from pathlib import Path

import docx
import pytest
from PIL import ImageFont

from knowledge.drafts import line_around
from knowledge.importers import files_in, read_upload
from knowledge.reading import files, ocr
from knowledge.reading.apart import read_apart
from knowledge.reading.kinds import Kind
from knowledge.reading.refusals import ImportRefused, Reason
from tests.knowledge.made_files import encrypted_pdf, pdf, scanned_pdf, set_lines

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
TEXT = "示例办法\n第一条 甲。\n"


def test_a_file_is_read_by_its_content_whatever_its_name() -> None:
    document = docx.Document()
    document.add_heading("示例办法", 0)
    document.add_paragraph("第一条 本办法自2024年5月1日起施行。")
    out = io.BytesIO()
    document.save(out)
    (draft,) = read_upload("a.pdf", out.getvalue())
    assert (draft.kind, draft.document.title) == ("docx", "示例办法")
    place = draft.places["effective_from"]
    assert line_around(draft.document.text, place) == "第一条 本办法自2024年5月1日起施行。"


def test_a_pdf_file_is_read_by_a_child() -> None:
    (draft,) = read_upload("a.pdf", pdf([(set_lines(["第一条　甲。"]), [])]))
    assert draft.document.text == "第一条 甲。"
    assert (draft.kind, draft.places["title"].words) == ("pdf", "文件名")


def test_a_refusal_of_the_child_names_the_file_and_the_next_step() -> None:
    with pytest.raises(ImportRefused, match=r"^a\.pdf: the file is encrypted") as found:
        read_upload("a.pdf", encrypted_pdf())
    assert "请去掉密码" in found.value.user


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(ImportRefused) as found:
        read_apart(pdf([([], [])]), Kind.PDF, seconds=0.001)
    assert found.value.reason is Reason.TOO_SLOW


def test_a_child_that_breaks_down_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(ImportRefused) as found:
        read_apart(b"", Kind.PDF)
    assert found.value.reason is Reason.DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode("gb18030"),
    ],
)
def test_text_is_read_in_each_encoding_that_offices_write(content: bytes) -> None:
    (draft,) = read_upload("a.txt", content)
    assert draft.document.text == TEXT


def test_what_is_too_large_or_without_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImportRefused) as empty:
        read_upload("a.html", b"<html><body><script>1</script></body></html>")
    assert empty.value.reason is Reason.NO_TEXT
    monkeypatch.setattr(files, "MAX_BYTES", 3)
    with pytest.raises(ImportRefused) as large:
        read_upload("a.txt", b"1234")
    assert large.value.reason is Reason.TOO_LARGE
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    monkeypatch.setattr(files, "MAX_CHARACTERS", 3)
    with pytest.raises(ImportRefused) as long:
        read_upload("a.txt", b"1234")
    assert long.value.reason is Reason.TOO_MUCH_TEXT


def test_a_document_without_articles_is_taken_as_sections_and_says_so() -> None:
    (draft,) = read_upload("a.txt", "关于示例的说明\n一、背景\n背景的话。\n".encode())
    assert any("没有找到“第×条”" in warning for warning in draft.warnings)
    assert any("没有读到施行日期" in warning for warning in draft.warnings)


def test_a_file_of_front_matter_alone_has_no_text() -> None:
    with pytest.raises(ImportRefused) as found:
        read_upload("a.md", "---\ntitle: 甲\ntier: digest\nsource: 乙\n---\n".encode())
    assert found.value.reason is Reason.NO_TEXT


def test_a_folder_is_searched_for_names_that_promise_a_text(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.DOCX", "c.html", "d.png"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in files_in(tmp_path)] == ["a.pdf", "b.DOCX", "c.html"]


@pytest.mark.skipif(not ocr.is_installed(), reason="the extra `ocr` is not installed")
@pytest.mark.skipif(not FONT.exists(), reason="no Chinese font to draw a scan with")
def test_a_scan_is_recognised_where_that_is_installed_and_says_so() -> None:
    lines = ["第一条 为了规范示例工作，制定本办法。", "第二条 本办法自公布之日起施行。"]
    font = ImageFont.truetype(str(FONT), 40)
    (draft,) = read_upload("a.pdf", scanned_pdf(lines, font))
    assert "第一条" in draft.document.text
    assert "公布之日" in draft.document.text
    assert any("文字由识别得来" in warning for warning in draft.warnings)
