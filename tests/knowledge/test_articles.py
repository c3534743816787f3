from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles import split
from knowledge.documents import Document, Passage, Tier

LAW = """# 示例救助条例

- 来源: 示例
- level=法规; publish_date=2020-01-02; effective_date=2020-03-01

2020年1月2日 示例市人民代表大会常务委员会通过

<!-- INFO END -->

## 第一章 总　则

第一条 为了规范示例，制定本条例。

第二条 本条例所称示例，是指下列情形：
（一）甲；
（二）乙。
第一条规定的目的，适用于本条。

## 第二章 程序

### 第一节 申请

第三条 申请人应当说明理由。

第三条之一 补充材料的，应当当场告知。

**第四条** 受理机关应当登记。

## 附 则

第五条 本条例自2020年3月1日起施行。
附：
收费标准表
项目 | 金额
登记 | 0元
"""


def cut(text: str, title: str = "示例救助条例") -> tuple[Passage, ...]:
    return split(Document("example", title, text, Tier.OFFICIAL, "示例"))


def test_every_article_is_one_passage_under_its_chapter_and_section() -> None:
    found = [(p.article, p.article_no, p.heading) for p in cut(LAW) if p.article]
    assert found == [
        ("第一条", 1, ("第一章 总则",)),
        ("第二条", 2, ("第一章 总则",)),
        ("第三条", 3, ("第二章 程序", "第一节 申请")),
        ("第三条之一", 3, ("第二章 程序", "第一节 申请")),
        ("第四条", 4, ("第二章 程序", "第一节 申请")),
        ("第五条", 5, ("附则",)),
    ]


def test_a_line_that_only_mentions_an_article_stays_in_its_article() -> None:
    second = next(p for p in cut(LAW) if p.article == "第二条")
    assert second.text.endswith("第一条规定的目的，适用于本条。")
    assert "（二）乙。" in second.text


def test_front_matter_and_the_title_are_no_passage() -> None:
    assert not any("来源" in p.text or "通过" in p.text or "示例救助" in p.text for p in cut(LAW))


def test_an_annex_is_not_taken_for_part_of_the_last_article() -> None:
    annexes = [p for p in cut(LAW) if p.article is None]
    assert [p.heading[-1] for p in annexes] == ["附：", "收费标准表"]
    assert annexes[-1].text.endswith("登记 | 0元")


def test_passages_are_numbered_in_order_and_stand_verbatim_in_the_document() -> None:
    passages = cut(LAW)
    assert [p.ordinal for p in passages] == list(range(len(passages)))
    assert all(LAW[p.start : p.end] == p.text for p in passages)
    assert passages[0].key == "example#0"


def test_parts_and_numbers_above_a_thousand_are_read() -> None:
    law = (
        "第一编 总则\n第一分编 通则\n第一章 规定\n第一千二百六十条 本法施行。\n"
        "第二编 物权\n第1261条 甲。"
    )
    assert [(p.article_no, p.heading) for p in cut(law)] == [
        (1260, ("第一编 总则", "第一分编 通则", "第一章 规定")),
        (1261, ("第二编 物权",)),
    ]


def test_a_long_article_is_cut_by_paragraph_and_keeps_label_and_heading() -> None:
    paragraphs = [f"第{n}款说明：" + "应当依法办理并及时公开" * 20 + "。" for n in range(1, 6)]
    law = "第一章 总则\n第一条 " + "\n".join(paragraphs)
    passages = cut(law)
    assert len(passages) > 2
    assert {(p.article, p.heading) for p in passages} == {("第一条", ("第一章 总则",))}
    assert all(len(p.text) <= 600 for p in passages)
    assert [p.text[:5] for p in passages][:2] == ["第一条 第", "第3款说明"]


def test_items_stay_with_the_paragraph_they_belong_to_while_it_fits() -> None:
    filler = "应当依法办理并及时公开" * 30 + "。"
    law = f"第一条 {filler}\n有下列情形的：\n（一）{filler}\n{filler}"
    assert [p.text[:7] for p in cut(law)][1] == "有下列情形的："


def test_a_paragraph_too_long_for_one_piece_is_cut_between_sentences() -> None:
    law = "第一条 " + "社会组织可以参与帮扶工作并公开信息。" * 60
    assert all(p.text.endswith("。") and len(p.text) <= 600 for p in cut(law))


def test_text_without_any_full_stop_is_still_cut() -> None:
    assert max(len(p.text) for p in cut("字" * 5000)) <= 1800


def test_a_table_stays_whole_where_an_ordinary_paragraph_would_be_cut() -> None:
    rows = "\n".join(f"| 第{n}类 | {'说明' * 12} | {n}元 |" for n in range(30))
    passages = cut(f"## 标准\n\n按下表执行：\n{rows}\n")
    assert len(passages) == 1
    assert passages[0].heading == ("标准",)


def test_text_without_articles_is_cut_by_heading_and_numbered_section() -> None:
    text = (
        "# 通知\n各单位：\n一、资助对象\n本市社会组织。\n（一）条件\n登记满一年。\n"
        "二、资助比例为30%，上限50万元。\n1. 说明\n"
    )
    assert [(p.text, p.heading) for p in cut(text, "通知")] == [
        ("各单位：", ()),
        ("本市社会组织。\n（一）条件\n登记满一年。", ("一、资助对象",)),
        ("二、资助比例为30%，上限50万元。\n1. 说明", ()),
    ]


def test_articles_written_as_headings_stand_beside_each_other_not_below() -> None:
    text = "## 第八条至第十条 登记\n甲。\n## 第十三条 报告\n乙。\n## 第二章 其他\n### 第四条\n丙。"
    assert [(p.article, p.heading) for p in cut(text)] == [
        (None, ("第八条至第十条 登记",)),
        ("第十三条", ()),
        ("第四条", ("第二章 其他",)),
    ]


def test_numbering_starts_again_under_a_new_title() -> None:
    text = "## A. 甲办法\n第一条 甲。\n第二条 乙。\n## B. 乙办法\n第一条 丙。\n"
    assert [(p.article_no, p.heading) for p in cut(text)] == [
        (1, ("A. 甲办法",)),
        (2, ("A. 甲办法",)),
        (1, ("B. 乙办法",)),
    ]


def test_articles_whose_line_breaks_were_lost_are_found() -> None:
    text = "第一条 为了示例。第二条 本办法所称示例，按第一条执行。第三条 施行。"
    assert [p.article for p in cut(text)] == ["第一条", "第二条", "第三条"]


def test_articles_written_without_a_space_are_found_in_sequence() -> None:
    text = (
        "第一条为了示例，制定本办法。\n第二条本办法适用于示例。\n"
        "第一百条的说明。\n第十条、第二条同样。"
    )
    assert [p.article for p in cut(text)] == ["第一条", "第二条"]


def test_a_text_that_begins_in_the_middle_keeps_its_article_numbers() -> None:
    assert [p.article_no for p in cut("第七条 甲。\n第九条 乙。\n第八条 误排。")] == [7, 9]


def test_a_label_alone_on_its_line_begins_an_article() -> None:
    assert [p.text for p in cut("第一条\n甲。")] == ["第一条\n甲。"]


def test_nothing_gives_no_passages() -> None:
    assert cut("") == cut("\n\n---\n\n") == ()


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "第一章 总则",
                    "## 标题",
                    "附：",
                    "第二条 乙。",
                    "一、对象",
                    "（一）项",
                    "|a|b|",
                    "第三条的",
                ]
            ),
            st.text(max_size=40),
        ),
        max_size=30,
    )
)
def test_any_text_gives_verbatim_passages_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    passages = cut(text)
    assert all(text[p.start : p.end] == p.text and p.text for p in passages)
    assert all(a.end <= b.start for a, b in pairwise(passages))
