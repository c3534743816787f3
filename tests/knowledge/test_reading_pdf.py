"""PDF files: the text in order, tables as rows, margins out; what is no text is said."""

import pytest

from knowledge.reading import ocr
from knowledge.reading.apart import read_here
from knowledge.reading.kinds import Kind
from knowledge.reading.refusals import ImportRefused, Reason
from tests.knowledge.made_files import Rule, Text, encrypted_pdf, pdf, scanned_pdf, set_lines

FULL = "第一条　为了规范示例市的社会救助工作，保障公民的基本生活，根据有"  # to the right margin
RULES = [
    "　　" + FULL[:31],
    "关法律制定本办法。",
    "　　第二条　本办法自二〇二四年一月一日起施行，由市民政部门负责解",
    "释和说明。",
]


def text_of(content: bytes) -> str:
    return read_here(content, Kind.PDF).text


def test_lines_of_one_paragraph_are_joined_and_paragraphs_parted() -> None:
    assert text_of(pdf([(set_lines(RULES), [])])).split("\n") == [
        FULL[:31].replace("\u3000", " ") + "关法律制定本办法。",
        "第二条 本办法自二〇二四年一月一日起施行，由市民政部门负责解释和说明。",
    ]


def test_headers_footers_and_page_numbers_are_left_out_and_pages_joined() -> None:
    pages: list[tuple[list[Text], list[Rule]]] = []
    for number in range(1, 5):
        margin = [(200, 800, 9, "示例市政策汇编"), (280, 40, 9, f"— {number} —")]
        body = "这一页写满了一整行文字直到右边的页边没有结束还要接着往下写的话甲"
        pages.append(([*margin, *set_lines([body, body])], []))
    text = text_of(pdf(pages))
    assert "汇编" not in text
    assert "—" not in text
    assert text.count("\n") == 0


def test_the_title_is_the_largest_line_but_not_the_red_head() -> None:
    texts = [
        (100, 780, 30, "示例市民政局文件"),
        (120, 730, 20, "关于印发示例办法的通知"),
        *set_lines(RULES, top=680),
    ]
    assert text_of(pdf([(texts, [])])).split("\n")[:2] == [
        "示例市民政局文件",
        "# 关于印发示例办法的通知",
    ]


def test_a_ruled_table_becomes_rows_with_merged_cells_repeated() -> None:
    xs, ys = (90, 200, 320, 440), (600, 570, 540)
    rules = [(xs[0], y, xs[3], y) for y in (ys[0], ys[2])]
    rules += [(xs[1], ys[1], xs[3], ys[1])]  # the first column spans both rows
    rules += [(x, ys[0], x, ys[2]) for x in xs]
    texts = [
        *set_lines(RULES),
        (95, 565, 12, "一档"),
        (205, 580, 12, "生活补贴"),
        (325, 580, 12, "每月300元"),
        (205, 550, 12, "护理补贴"),
        (325, 550, 12, "每月500元"),
    ]
    assert text_of(pdf([(texts, rules)])).split("\n")[-2:] == [
        "| 一档 | 生活补贴 | 每月300元 |",
        "| 一档 | 护理补贴 | 每月500元 |",
    ]


def test_columns_without_rules_become_rows_too() -> None:
    texts = set_lines(RULES)
    for at, (kind, sum_) in enumerate((("低保", "900元"), ("特困", "1200元"), ("临时", "300元"))):
        texts += [(90, 500 - 20 * at, 12, kind), (300, 500 - 20 * at, 12, sum_)]
    assert text_of(pdf([(texts, [])])).split("\n")[-3:] == [
        "| 低保 | 900元 |",
        "| 特困 | 1200元 |",
        "| 临时 | 300元 |",
    ]


def test_of_two_columns_of_text_the_left_one_is_read_first() -> None:
    left = [(60, 700 - 20 * at, 12, "左栏的文字写到了栏的右边缘了") for at in range(9)]
    right = [(330, 700 - 20 * at, 12, "右栏的文字写到了栏的右边缘了") for at in range(9)]
    text = text_of(pdf([([*left, *right], [])]))
    assert text.rfind("左栏") < text.find("右栏")


def test_radicals_that_look_like_characters_are_folded() -> None:
    assert text_of(pdf([(set_lines(["第⼀条　⽤于示例。"]), [])])) == "第一条 用于示例。"


def test_an_empty_page_is_no_scan() -> None:
    assert text_of(pdf([(set_lines(["第一条　甲。"]), []), ([], [])])) == "第一条 甲。"


def refused(content: bytes) -> ImportRefused:
    with pytest.raises(ImportRefused) as found:
        read_here(content, Kind.PDF)
    return found.value


def test_damaged_encrypted_and_long_files_are_refused_with_the_next_step() -> None:
    assert refused(b"%PDF-1.5 nothing else").reason is Reason.DAMAGED
    assert refused(encrypted_pdf()).reason is Reason.ENCRYPTED
    long = refused(pdf([([], [])] * 500))
    assert long.reason is Reason.TOO_MANY_PAGES
    assert "500 页" in long.user
    assert "拆开" in long.user


def test_a_scan_is_refused_where_nothing_can_recognise_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    assert "可能是扫描件" in refused(scanned_pdf(["scan"])).user


def test_pages_left_out_of_a_mixed_file_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    drawing = [(50.0, float(y), 500.0, float(y)) for y in range(100, 700, 9)]
    found = read_here(pdf([(set_lines(["第一条　甲。"]), []), ([], drawing)]), Kind.PDF)
    assert found.text == "第一条 甲。"
    assert "第 2 页没有文字层" in found.warnings[0]
