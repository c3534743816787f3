"""Every sentence of an answer or a refusal that is not a quotation."""

from collections.abc import Sequence
from datetime import date

from knowledge.documents import Document, Tier
from knowledge.numerals import int_to_chinese
from knowledge.standing import Standing
from retrieval.answer import Citation, Claim, Mode
from retrieval.reasons import Reason
from retrieval.sounds import Heard

PASSING_ON = "需要的话，我可以把这个问题转给工作人员。"

DECLINED = {
    Reason.PRIVATE: (
        "这涉及他人的个人信息，我不能查询，也不能提供。要核实本人的事项，请联系当地民政部门。"
    ),
    Reason.DRAFTING: "我不能代写文书。我可以回答与帮扶、捐赠、社会救助有关的政策问题。",
    Reason.PREDICTION: (
        "评审结果由评审部门决定，我不能预测，也不能承诺。您可以问申请条件、审核步骤和资助上限。"
    ),
    Reason.INDIVIDUAL: (
        "具体事项的办理进度和对某个机构的评价，我无法查询。办理进度请问受理单位，机构信息可以在“慈善中国”查询。"
    ),
    Reason.LIVE: (
        "这是某个地方眼下的情况或随时变化的消息，政策文件里没有，我查不到。"
        "请向当地政府或主管单位了解；当地的困难可以由驻点干部在这里上报需求。"
    ),
    Reason.MEDICAL: (
        "看病和用药的问题我不能回答，请咨询医生，情况紧急请拨打120。"
        "看病费用负担不起的，可以问我医疗救助和临时救助的规定。"
    ),
    Reason.DISPUTE: (
        "个人的纠纷和官司该怎么处理，我不能给意见。可以拨打12348公共法律服务热线，"
        "或者到当地法律援助中心咨询；申请法律援助的条件可以问我。"
    ),
    Reason.POLITICS: "我不谈论时政和政治人物。我可以回答与帮扶、捐赠、社会救助有关的政策问题。",
    Reason.UNRELATED: "这不在我能回答的范围内。我可以回答与帮扶、捐赠、社会救助有关的政策问题。",
    Reason.NO_SOURCE: "收录的政策文件里没有找到能回答这个问题的内容，我不作猜测。",
    Reason.NO_SUCH_DOCUMENT: (
        "没有收录您说的这份文件，我不用别的文件代替它回答。"
        "请核对文件名称和文号，或者到发文机关的网站查原文；手里有原文的，可以请工作人员收录。"
    ),
    Reason.NO_SUCH_ARTICLE: "收录的文本里没有您说的这一条，请核对文件名称和条号。",
    Reason.NO_LOCAL_SOURCE: (
        "这取决于当地的规定，而当地的文件没有收录，我不作猜测。请向当地民政或主管部门核实。"
    ),
    Reason.NO_SUCH_FACT: (
        "收录的政策文件里没有您问的数额、时间或数量，我不作猜测。请向主管部门核实。"
    ),
    Reason.NOT_PUBLISHED: "您问的内容在已公开的资料里没有找到，我不作猜测。请向主管部门核实。",
    Reason.LAPSED: "找到的规定不在有效期内，不能作为现行依据。",
}
"""The text of each reason; ``PASSING_ON`` follows every one of them."""

EMPTY = "请写下您想问的政策问题，例如：没有公开募捐资格的协会可以怎样募款？"
CLOSING = {
    Mode.EXTRACTIVE: "以上是原文摘录，不是审批结论。",
    Mode.STAFF: "以上是工作人员的答复，引文为原文，不是审批结论。",
    Mode.LLM: "开头的话由语言模型根据这些原文归纳，以原文为准，不是审批结论。",
}
CLOSING_WITHOUT_TEXT = "以上是工作人员答复，非政策原文，不是审批结论。"
OMITTED = "……"
SECOND_HAND = "依据转述，未见原文。"
LAPSED_TOO = "另有一项直接相关的规定不在有效期内，只供了解："


def chinese_date(day: date) -> str:
    """2024-09-05 → 2024年9月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def place_of(title: str, article: str | None) -> str:
    """《慈善法》第二十二条. Marks inside the title become the inner ones."""
    inner = title.replace("《", "〈").replace("》", "〉")
    return f"《{inner}》{article or ''}"


def lead(citation: Citation, said: str) -> str:
    """The sentence before the quotations: what the text says, where, and how close it is to its
    issuer."""
    place = place_of(citation.title, citation.article)
    words = said if "“" in said else f"“{said}”"  # marks inside marks of the same kind mislead
    if citation.tier is Tier.OFFICIAL:
        return f"{place}规定：{words}"
    return f"{SECOND_HAND}{place}写道：{words}"


def differ(*, second_hand: bool) -> str:
    """What opens a reply whose sources do not say the same."""
    said = "收录的文件说法不同，分列如下，不作取舍。"
    return f"{SECOND_HAND}{said}" if second_hand else said


def side(number: int, citation: Citation, said: str) -> str:
    """What one of the sources says, with its dates and how close it is to its issuer."""
    facts = "，".join((*_dates(citation), citation.tier.label))
    place = place_of(citation.title, citation.article)
    return f"{int_to_chinese(number)}、{place}（{facts}）：{said.rstrip('。')}。"


def standings(kinds: Sequence[tuple[Document, Standing]]) -> str:
    """Which kinds of text differ: a fact, by which nobody has decided yet."""
    ordered = sorted(kinds, key=lambda one: -one[1])
    named = "，".join(f"{place_of(one.title, None)}是{kind.label}" for one, kind in ordered)
    return f"{named}；{ordered[0][1].label}的位阶更高。"


def claimed(claim: Claim, *, second_hand: bool) -> str:
    """What a model phrased, with the places it rests on."""
    places = dict.fromkeys(place_of(one.title, one.article) for one in claim.citations)
    said = f"{claim.text.rstrip('。')}（{'、'.join(places)}）。"
    return f"{SECOND_HAND}{said}" if second_hand else said


def referred(citations: Sequence[Citation]) -> str:
    """What leads over to the provisions that quotations name."""
    places = dict.fromkeys(place_of(one.title, one.article) for one in citations)
    return f"原文还提到{'、'.join(places)}，一并列出。"


def attribution(citation: Citation) -> str:
    """The line under a quotation: title, article, issuer, number, dates, tier."""
    parts = [citation.issuer, citation.number, *_dates(citation), citation.tier.label]
    facts = "，".join(part for part in parts if part)
    return f"——{place_of(citation.title, citation.article)}（{facts}）"


def _dates(citation: Citation) -> list[str]:
    begins, ends = citation.effective_from, citation.effective_to
    said = [f"{chinese_date(begins)}起施行"] if begins else []
    return [*said, f"{chinese_date(ends)}止"] if ends else said


def in_force(document: Document, as_of: date) -> str:
    """From when a text is in force, and that it is on ``as_of``; who issued it, and its number."""
    place = place_of(document.title, None)
    begun = document.effective_from
    since = f"的这一版自{chinese_date(begun)}起施行" if begun else ""
    until = f"，有效期到{chinese_date(document.effective_to)}" if document.effective_to else ""
    number = f"，文号是{document.number}" if document.number else ""
    told = "" if document.tier is Tier.OFFICIAL else SECOND_HAND
    return f"{told}{place}{since}{until}，在您问的当天有效{number}。"


def earlier(document: Document) -> str:
    """When a version before the one in force held."""
    days = (document.effective_from, document.effective_to)
    begun, ended = (chinese_date(day) if day else "" for day in days)
    until = f"，到{ended}为止" if ended else ""
    return f"此前的一版自{begun}起施行{until}，不再是现行依据。"


def lapsed(document: Document, as_of: date, successor: Document | None) -> str:
    """Why a text may not be quoted as current: it ended, or it has not begun."""
    place = place_of(document.title, None)
    if document.effective_from is not None and as_of < document.effective_from:
        return f"{place}自{chinese_date(document.effective_from)}起施行，目前还没有生效。"
    ended = f"，有效期到{chinese_date(document.effective_to)}" if document.effective_to else ""
    follows = (
        f"已由{place_of(successor.title, None)}代替。"
        if successor
        else "没有见到延续或代替它的文件。"
    )
    return f"{place}{ended}，{follows}"


def then(day: date, document: Document) -> str:
    """That the answer is of a day past, and that a rule of then has ended."""
    ended = (
        f"有效期到{chinese_date(document.effective_to)}" if document.effective_to else "已有变化"
    )
    place = place_of(document.title, None)
    return (
        f"您问的是以前的事，这里按{chinese_date(day)}有效的规定回答；{place}{ended}，不适用于现在。"
    )


def heard(one: Heard) -> str:
    """How a word was read that was typed by sound or in pinyin."""
    return f"问题里的“{one.said}”是按“{one.meant}”理解的。"


def note(status_note: str) -> str:
    """What a reader must know of the version."""
    return f"说明：{status_note}。"


def stored_facts(document: Document) -> str:
    """The metadata a reply may state beside quotations, in the forms it states them."""
    days = (document.effective_from, document.effective_to, document.published)
    return "\n".join(
        (
            document.title,
            document.issuer or "",
            document.number or "",
            document.status_note,
            *(chinese_date(day) for day in days if day),
        )
    )


def reviewed(reviewed_on: date, last_day: date | None, asked: str) -> str:
    """The line before an answer of staff: whose it is, from when, and to which question."""
    until = f"，有效期到{chinese_date(last_day)}" if last_day else ""
    return f"工作人员审定的答复（{chinese_date(reviewed_on)}审定{until}），问的是“{asked}”："


def near(asked: str) -> str:
    """Names the question of a reviewed answer that may be meant."""
    return f"工作人员答复过一个相近的问题：“{asked}”。如果您问的就是它，请照这样再问一次。"
