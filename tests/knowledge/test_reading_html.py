"""Web pages: the text without what surrounds it."""

from datetime import date

from knowledge.importers import read_upload
from knowledge.reading.apart import read_here
from knowledge.reading.kinds import Kind, kind_of

PAGE = """<!doctype html><html><head><meta charset="gb2312">
<meta name="ArticleTitle" content="示例市救助办法"><meta name="PubDate" content="2024-03-01 10:00">
<meta name="ContentSource" content="示例市民政局"><title>示例市救助办法_示例网</title></head><body>
<nav><a href="/">首页</a><p>第九条 导航里的话。</p></nav>
<script>var a = "第八条 假的。";</script><p style="display:none">第七条 藏起来的话。</p>
<div class="wrap"><div id="main"><p>第一条　为了
示例，<b>制定</b>本办法。</p><p>第二条 标准如下：<br>（一）甲；</p>
<table><tr><th>档次</th><th>金额</th></tr><tr><td>一档</td><td>300元</td></tr></table>
<p>第三条 本办法自2024年4月1日起施行。</p></div></div>
<footer>版权所有 示例网</footer></body></html>"""


def test_only_the_text_itself_is_read() -> None:
    assert read_here(PAGE.encode("gb18030"), Kind.HTML).text.split("\n") == [
        "第一条　为了 示例，制定本办法。",
        "第二条 标准如下：",
        "（一）甲；",
        "| 档次 | 金额 |",
        "| 一档 | 300元 |",
        "第三条 本办法自2024年4月1日起施行。",
    ]


def test_what_the_page_says_of_itself_is_taken_with_its_place() -> None:
    (draft,) = read_upload("page.html", PAGE.encode("gb18030"))
    document = draft.document
    assert (document.title, document.issuer) == ("示例市救助办法", "示例市民政局")
    assert (document.published, document.effective_from) == (date(2024, 3, 1), date(2024, 4, 1))
    assert draft.kind == "html"
    assert draft.places["title"].words == "网页的标题信息"
    place = draft.places["effective_from"]
    assert document.text[place.start : place.end] == "2024年4月1日"


def test_a_table_that_lays_out_the_page_is_read_as_text() -> None:
    page = (
        "<html><body><table><tr><td>左</td><td><h2>标题</h2><p>第一条 甲。</p>"
        "<table><tr><td>一</td><td>二</td></tr></table></td></tr></table></body></html>"
    )
    lines = read_here(page.encode(), Kind.HTML).text.split("\n")
    assert lines == ["左", "## 标题", "第一条 甲。", "| 一 | 二 |"]


def test_a_page_nested_beyond_all_reason_is_read_or_refused_but_ends() -> None:
    page = b"<html><body>" + b"<div>" * 3000 + "第一条 甲。".encode() + b"</body></html>"
    assert "第一条" in read_here(page, Kind.HTML).text


def test_a_piece_of_a_page_is_known_by_its_name_and_its_marks() -> None:
    assert kind_of("<p>第一条 甲。</p>".encode(), "a.html") is Kind.HTML
    assert kind_of("<p>第一条 甲。</p>".encode(), "a.md") is Kind.TEXT
