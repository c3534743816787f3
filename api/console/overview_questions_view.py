"""The questions of the overview in tables: what waits for an answer, and what was found."""

from api.console.bar_chart import bar_chart
from api.console.figure_table import Cell, Column, Kind, Meaning, Row, Table, percent, said
from api.console.overview_part import KeyFigure, Shown
from api.console.overview_view import MOST_BARS, month_chart
from api.desk.overview_questions import QuestionsOverview
from api.domain.asked import reason_label
from api.domain.search_figures import SearchFigures
from api.domain.search_outcome import OF_NEEDS, OF_POLICY
from api.domain.unanswered import Unanswered

NAMES_NOTHING = "没有提到具体的专项或文件"
NO_QUESTIONS = "没有提问等着答复。"
NO_SEARCHES = "这段时间没有人找过需求。从有记录的那天起才有数字。"
NO_POLICY = "这段时间没有人问过政策。从有记录的那天起才有数字。"
LONGEST_QUESTION = 60  # characters of a question in a table
NOW = "截至今天，和上面选的时间无关。"
QUESTIONS = "/desk/questions"


def shown_questions(found: QuestionsOverview, *, may_read: bool) -> Shown:
    """What stands on the page of questions and searches. What people wrote is for those who
    ``may_read`` it, because they answer."""
    waiting, searched = found.unanswered, found.searched
    return Shown(
        figures=(
            KeyFigure(
                str(len(waiting.questions)),
                "个提问待答复",
                f"其中 {waiting.awaited} 个有人等答复，截至今天",
                QUESTIONS,
                waits=bool(waiting.questions),
            ),
            KeyFigure(said(searched.found_share, Kind.SHARE), "的查找找到了需求"),
            KeyFigure(said(searched.answered_share, Kind.SHARE), "的政策问题答复了"),
        ),
        tables=(
            _ages(waiting),
            _topics(waiting),
            _reasons(waiting),
            *((_longest(waiting),) if may_read else ()),
            _searches(found),
            *((_missed(found),) if may_read else ()),
            _policy(found),
        ),
        note="不分地区：查找和提问不记录是谁、在哪里。",
    )


def _ages(waiting: Unanswered) -> Table:
    counted = [(age.label, count) for age, count in waiting.by_age()]
    return _counted("question-ages", "待答复的提问等了多久", "等了", counted, waiting)


def _topics(waiting: Unanswered) -> Table:
    counted = [(topic or NAMES_NOTHING, count) for topic, count in waiting.by_topic()]
    return _counted(
        "question-topics",
        "待答复的提问问到什么",
        "问到的专项或文件",
        counted,
        waiting,
        "按提问里写到的专项名称、别名和《》里的文件名归类。",
    )


def _reasons(waiting: Unanswered) -> Table:
    counted = [(reason_label(reason), count) for reason, count in waiting.by_reason()]
    return _counted("question-reasons", "待答复的提问为什么转来", "原因", counted, waiting)


def _counted(
    key: str,
    title: str,
    heading: str,
    counted: list[tuple[str, int]],
    waiting: Unanswered,
    *notes: str,
) -> Table:
    found = len(waiting.questions)
    return Table(
        key=key,
        title=title,
        columns=(Column(heading, Kind.TEXT), Column("提问")),
        rows=tuple(Row(pair) for pair in counted) if found else (),
        total=Row(("合计", found)),
        empty=NO_QUESTIONS,
        chart=bar_chart(title, counted[:MOST_BARS]) if found else None,
        notes=(*notes, NOW),
    )


def _longest(waiting: Unanswered) -> Table:
    return Table(
        key="questions-waiting",
        title="等得最久的提问",
        columns=(
            Column("提问", Kind.TEXT),
            Column("问到", Kind.TEXT),
            Column("原因", Kind.TEXT),
            Column("等了", Kind.DAYS),
        ),
        rows=tuple(
            Row(
                (_short(one.text), one.topic, reason_label(one.reason), one.days),
                f"{QUESTIONS}/{one.number}",
            )
            for one in waiting.questions
        ),
        empty=NO_QUESTIONS,
        notes=(NOW,),
        shown=10,
    )


def _searches(found: QuestionsOverview) -> Table:
    title = "找需求，找到的占多少"
    share = [(key, _percent(one.found_share)) for key, one in found.months]
    return Table(
        key="searches",
        title=title,
        columns=(
            Column("月份", Kind.TEXT),
            Column("查找"),
            *(Column(outcome.label) for outcome in OF_NEEDS),
            Column("找到率", Kind.SHARE),
        ),
        rows=tuple(_searched(key, one) for key, one in found.months)
        if found.searched.searches
        else (),
        total=_searched("合计", found.searched),
        empty=NO_SEARCHES,
        chart=month_chart(title, share, _said_percent) if found.searched.searches else None,
        meanings=(
            Meaning("查找", "网页、接口和对话里带条件的查找，翻页和看全部不算。"),
            Meaning("找到率", "至少找到一个符合的需求的查找，除以全部查找；只有相近的不算找到。"),
        ),
    )


def _searched(label: str, one: SearchFigures) -> Row:
    outcomes = (one.sum_of([outcome]) for outcome in OF_NEEDS)
    return Row((label, one.searches, *outcomes, one.found_share))


def _missed(found: QuestionsOverview) -> Table:
    return Table(
        key="missed-searches",
        title="找得最多、没有找到的",
        columns=(Column("找什么", Kind.TEXT), Column("次数")),
        rows=tuple(Row(pair) for pair in found.missed),
        empty="这段时间没有落空的查找。",
        notes=("只记找的条件，不记是谁；电话和证件号码隐去，90 天以后删除。",),
    )


def _policy(found: QuestionsOverview) -> Table:
    title = "问政策，答复的占多少"
    share = [(key, _percent(one.answered_share)) for key, one in found.months]
    asked = found.searched.sum_of(OF_POLICY)
    return Table(
        key="policy-answers",
        title=title,
        columns=(
            Column("月份", Kind.TEXT),
            *(Column(outcome.label) for outcome in OF_POLICY),
            Column("答复率", Kind.SHARE),
        ),
        rows=tuple(_asked(key, one) for key, one in found.months) if asked else (),
        total=_asked("合计", found.searched),
        empty=NO_POLICY,
        chart=month_chart(title, share, _said_percent) if found.searched.questions else None,
        meanings=(
            Meaning("答复率", "有依据答复的，除以全部政策问题；不属于政策问题的不算在内。"),
            Meaning("请对方补充情况", "要先知道对方的情况才能答，已经问了回去。"),
        ),
    )


def _asked(label: str, one: SearchFigures) -> Row:
    outcomes = (one.sum_of([outcome]) for outcome in OF_POLICY)
    return Row((label, *outcomes, one.answered_share))


def _percent(share: Cell) -> int | None:
    """Whole percent, for a bar."""
    return None if share is None else round(percent(share))


def _said_percent(share: int) -> str:
    return f"{share}%"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_QUESTION else f"{plain[: LONGEST_QUESTION - 1]}…"
