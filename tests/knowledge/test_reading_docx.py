"""Word files: automatic numbers, revisions, tables; packages that would do harm are refused."""

import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from knowledge.reading.apart import read_here
from knowledge.reading.docx_numbers import chinese
from knowledge.reading.kinds import Kind, kind_of
from knowledge.reading.refusals import ImportRefused, Reason
from knowledge.reading.result import Read
from tests.knowledge.made_files import repacked

NUMBERING = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
    <w:lvlText w:val="第%1条"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
    <w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>"""


def saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(document: WordDocument) -> Read:
    return read_here(saved(document), Kind.DOCX)


def numbered(document: WordDocument, text: str, level: int) -> Paragraph:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        )
    )
    return paragraph


def with_lists() -> WordDocument:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    return document


def test_automatic_numbers_are_counted_as_word_shows_them() -> None:
    document = with_lists()
    document.add_heading("示例办法", 0)
    for text, level in (("甲。", 0), ("子：", 1), ("丑。", 1), ("乙。", 0), ("寅。", 1)):
        numbered(document, text, level)
    assert read(document).text.split("\n") == [
        "# 示例办法",
        "第一条 甲。",
        "（一）子：",
        "（二）丑。",
        "第二条 乙。",
        "（一）寅。",
    ]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (22, "二十二"),
        (105, "一百零五"),
        (1010, "一千零一十"),
        (10000, "10000"),
    ],
)
def test_numbers_are_written_in_chinese(number: int, written: str) -> None:
    assert chinese(number) == written


def test_revisions_are_taken_as_accepted_and_told() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("第一条 ")
    for tag, text in (("ins", "<w:t>新文</w:t>"), ("del", "<w:delText>旧文</w:delText>")):
        paragraph._p.append(
            parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a"><w:r>{text}</w:r></w:{tag}>')
        )
    hidden = paragraph.add_run("藏起来的话")
    hidden.font.hidden = True
    found = read(document)
    assert found.text == "第一条 新文"
    assert "修订" in found.warnings[0]


def test_a_table_becomes_rows_and_a_frame_of_one_column_its_text() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for at, text in enumerate(("档次", "内容", "金额", "一档", "护理", "300元")):
        table.cell(*divmod(at, 3)).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_table(rows=1, cols=1).cell(0, 0).text = "第一条 框里的话。"
    lines = read(document).text.split("\n")
    assert lines == ["| 档次 内容 | 金额 |", "| 一档 | 护理 | 300元 |", "第一条 框里的话。"]


def test_the_text_of_a_box_is_read_once() -> None:
    document = docx.Document()
    box = (
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框中的标题</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    document.add_paragraph("正文。")._p.append(parse_xml(box))
    assert read(document).text == "正文。\n框中的标题"


def refused(content: bytes) -> Reason:
    with pytest.raises(ImportRefused) as found:
        read_here(content, kind_of(content, "a.docx"))
    return found.value.reason


def test_packages_that_would_do_harm_are_refused_before_they_are_unpacked() -> None:
    good = saved(docx.Document())
    assert refused(repacked(good, "word/media/a.bin", bytes(60_000_000))) is Reason.UNPACKS_TOO_FAR
    assert refused(repacked(good, "word/extra.xml", bytes(41_000_000))) is Reason.UNPACKS_TOO_FAR
    entity = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for encoding in ("utf-8", "utf-16"):
        bomb = repacked(good, "word/document.xml", entity.encode(encoding))
        assert refused(bomb) is Reason.ENTITIES


def test_damaged_packages_are_refused() -> None:
    good = saved(docx.Document())
    assert refused(good[:2000]) is Reason.DAMAGED
    assert refused(repacked(good, "word/document.xml", b"<w:document")) is Reason.DAMAGED
    assert refused(repacked(good, "[Content_Types].xml", b"<Types/>")) is Reason.DAMAGED


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"  \n", Reason.EMPTY),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        (OLE + "WordDocument".encode("utf-16-le"), Reason.OLD_OFFICE),
        (OLE + "Workbook".encode("utf-16-le"), Reason.SHEET),
        (OLE + "PowerPoint Document".encode("utf-16-le"), Reason.SLIDES),
        (b"{\\rtf1 a}", Reason.OLD_OFFICE),
        (packed("xl/workbook.xml"), Reason.SHEET),
        (packed("ppt/presentation.xml"), Reason.SLIDES),
        (packed("OFD.xml"), Reason.OFD),
        (packed("a.txt"), Reason.ARCHIVE),
        (packed(*(f"{at}.txt" for at in range(5001))), Reason.UNPACKS_TOO_FAR),
        (b"Rar!\x1a\x07", Reason.ARCHIVE),
        (b"\xff\xd8\xff\xe0 jpeg", Reason.PICTURE),
        (b"\x00\x00\x00\x18ftypheic", Reason.PICTURE),
        (b"MZ\x90\x00\x03", Reason.UNKNOWN),
    ],
)
def test_other_kinds_are_refused_each_with_what_to_do(content: bytes, reason: Reason) -> None:
    with pytest.raises(ImportRefused) as found:
        kind_of(content, "a.docx")
    assert found.value.reason is reason
    assert "请" in found.value.user
