"""A desk in the middle of its work, built through the use cases: invented needs of real places."""

import io
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PIL import Image, ImageDraw

from api.demo.organisations import load_demo
from api.desk import review
from api.desk.faqs import answer_questions
from api.domain.category import Category
from api.domain.faq import FaqBody
from api.domain.need import Beneficiaries, FiscalCover, Item, Need, Urgency
from api.domain.place import Place
from api.store.database import Database
from api.store.ledger import SqlLedger
from bot.ports import Unanswered
from tests.api.desks import CHECKED, NOTIFIER, hired, photo
from tests.e2e.desk_talks import COLLEAGUE, call_staff
from tests.e2e.matching_scene import propose
from tests.e2e.post_scene import LIAISON, furnish, take_post
from tests.e2e.work_scene import work_under_way
from tests.fakes import NOON, FixedClock

RETURN_REASON = "请补充一两张宿舍现状的照片，并说明预算怎样算出来：每床多少钱，共多少床。"

YUNNAN = Place("云南省", "普洱市", "澜沧拉祜族自治县", "木戛乡", "中心小学", "530828205", 2023)
COATS = Need(
    title="木戛乡中心小学需要冬衣200套",
    category=Category.EDUCATION,
    secondary_category=Category.CHILDREN,
    place=YUNNAN,
    items=(
        Item("加厚冬衣", Decimal(200), "套"),
        Item("棉被", Decimal(60), "床"),
        Item("保暖鞋"),
    ),
    description="学校海拔1900米，十一月起早晚低于5度。\n寄宿生200人，多数只有单衣，宿舍没有取暖。",
    beneficiaries=Beneficiaries(count=200, households=163, kind="寄宿小学生"),
    budget_yuan=Decimal(50_000),
    gap_yuan=Decimal(38_000),
    fiscal_cover=FiscalCover.NONE,
    urgency=Urgency.URGENT,
    deadline="11月底前",
    deadline_date=date(2026, 11, 30),
    contact="李老师，木戛乡中心小学",
)
TALK = (
    ("person", "云南省普洱市澜沧县木戛乡中心小学需要200套冬衣，预算5万元，11月底前送到"),
    ("bot", "从您的话里识别到：地点、需要什么、预算、期限。还有几项要问，一次一项，多数可以跳过。"),
    ("bot", "有多少人受益，是什么人群？"),
    ("person", "寄宿生200人，163户"),
    ("bot", "还缺多少资金？"),
    ("person", "学校能出1万2，还缺3.8万"),
    ("bot", "这项支出财政资金有没有覆盖？"),
    ("person", "没有"),
    ("bot", "有照片或文件可以说明情况吗？没有可以跳过。"),
    ("person", "（照片 宿舍.jpg）"),
    ("person", "提交"),
    ("bot", "已提交。接下来由工作人员审核，需要补充或有结果时，会在这里告诉您。"),
)

OTHERS: tuple[tuple[float, Need], ...] = (
    (
        40.0,
        Need(
            title="市坪苗族仡佬族乡三个村民组饮水管道损坏",
            category=Category.INFRASTRUCTURE,
            place=Place("贵州省", "遵义市", "正安县", "市坪苗族仡佬族乡", None, "520324201", 2023),
            items=(Item("引水管", Decimal(3_000), "米"), Item("蓄水池维修", Decimal(2), "口")),
            beneficiaries=Beneficiaries(312, 86, "村民"),
            budget_yuan=Decimal(150_000),
            fiscal_cover=FiscalCover.PARTIAL,
            urgency=Urgency.URGENT,
            deadline="春节前",
        ),
    ),
    (
        64.0,
        Need(
            title="杨万乡卫生院缺便携式超声机一台",
            category=Category.HEALTH,
            place=Place(
                "云南省",
                "文山壮族苗族自治州",
                "麻栗坡县",
                "杨万乡",
                "卫生院",
                "532624203",
                2023,
            ),
            items=(Item("便携式超声机", Decimal(1), "台"),),
            beneficiaries=Beneficiaries(count=9_000, kind="全乡居民"),
            budget_yuan=Decimal(180_000),
            gap_yuan=Decimal(120_000),
            fiscal_cover=FiscalCover.PARTIAL,
            urgency=Urgency.NORMAL,
            deadline="年底前",
            deadline_date=date(2026, 12, 31),
        ),
    ),
    (
        20.0,
        Need(
            title="满掌乡35户独居老人缺取暖炉和棉被",
            category=Category.ELDERLY,
            place=Place("青海省", "果洛藏族自治州", "达日县", "满掌乡", None, "632624202", 2023),
            items=(Item("取暖炉", Decimal(35), "台"), Item("棉被", Decimal(70), "床")),
            beneficiaries=Beneficiaries(households=35, kind="独居老人"),
            budget_yuan=Decimal(42_000),
            fiscal_cover=FiscalCover.NONE,
            urgency=Urgency.URGENT,
            deadline="入冬前",
        ),
    ),
    (
        5.0,
        Need(
            title="山洪后27户96人急需帐篷、棉被和饮用水",
            category=Category.EMERGENCY,
            place=Place("云南省", "昭通市", "盐津县", "柿子镇", "中坪村", "530623106", 2023),
            items=(
                Item("帐篷", Decimal(30), "顶"),
                Item("棉被", Decimal(100), "床"),
                Item("饮用水"),
            ),
            beneficiaries=Beneficiaries(96, 27, "受灾村民"),
            fiscal_cover=FiscalCover.NONE,
            urgency=Urgency.SUDDEN,
            deadline="三天内",
        ),
    ),
    (
        2.0,
        Need(
            title="村小缺图书、书架和课桌椅",
            category=Category.EDUCATION,
            place=Place("新疆维吾尔自治区", "喀什地区", "叶城县", None, None, "653126", 2023),
            items=(Item("图书"), Item("书架", Decimal(6), "个"), Item("课桌椅", Decimal(20), "张")),
            beneficiaries=Beneficiaries(count=46, kind="小学生"),
            budget_yuan=Decimal(20_000),
            urgency=Urgency.NORMAL,
            deadline="开学前",
        ),
    ),
    (
        0.4,
        Need(
            title="60名残疾人需要轮椅和助听器",
            category=Category.DISABILITY,
            place=Place("西藏自治区", "日喀则市", "江孜县", None, None, "540222", 2023),
            items=(Item("轮椅", Decimal(30), "辆"), Item("助听器", Decimal(30), "个")),
            beneficiaries=Beneficiaries(count=60, kind="残疾人"),
            gap_yuan=Decimal(90_000),
            fiscal_cover=FiscalCover.NONE,
            urgency=Urgency.NORMAL,
            deadline="两个月内",
        ),
    ),
)
EARLIER = replace(
    COATS,
    title="木戛乡中心小学宿舍缺棉被",
    items=(Item("棉被", Decimal(80), "床"),),
    urgency=Urgency.NORMAL,
    evidence=(),
)
DORMITORY = replace(
    COATS,
    title="宿舍窗户破损，冬天漏风",
    place=replace(YUNNAN, township="富邦乡", site="邦奈完小", code="530828209"),
    category=Category.HOUSING,
    items=(Item("窗户维修", Decimal(24), "扇"),),
    budget_yuan=Decimal(16_800),
    evidence=(),
)


PASSED_ON = (
    ("q", "合作交流办的窗口周末上班吗？"),
    ("q", "我们是外省登记的社会服务机构，能不能申请上海的对口支援专项资金？"),
    ("r", "外省登记的社会服务机构，能不能申请上海的对口支援专项资金？"),
    ("q", "企业捐给乡镇小学的旧电脑，能不能开公益事业捐赠票据？"),
)
UNANSWERED = (
    ("我们外省登记的社会服务机构，能不能申请上海的对口支援专项资金", "no_local_source"),
    ("项目做到一半，预算还能不能调整？", "useless"),
    ("去年申报的项目，今年什么时候拨第二笔款？", "no_such_fact"),
)
GIVEN: dict[str, Any] = {"text": "收录的政策文件里没有找到能回答这个问题的内容。", "after": []}
ANSWER = FaqBody(
    questions=("合作交流办的窗口周末上班吗？", "合作交流办双休日开门吗？"),
    answer="周六上午九点到十二点开，周日和法定节假日不开。急事可以在这里留言，工作日当天回复。",
    sources=(),
    valid_from=date(2026, 9, 1),
    valid_to=date(2027, 8, 31),
)


@dataclass
class Scene:
    """The numbers of the tickets, and of the claim, that tests and pictures open."""

    coats: int
    flood: int
    returned: int
    accepted: int
    claim: int


def build_scene(database: Database, ledger: SqlLedger, clock: FixedClock) -> Scene:
    """Needs reported over two weeks, some decided on; a colleague at work; open questions."""
    load_demo(database)
    hired(database, COLLEAGUE)
    clock.at = NOON - timedelta(days=14)
    take_post(database, ledger, LIAISON, "c")
    furnish(database, ledger)
    clock.at = NOON - timedelta(days=13)
    accepted = _reported(database, ledger, EARLIER, "a")
    returned = _reported(database, ledger, DORMITORY, "r")
    clock.at = NOON - timedelta(days=11)
    _decide(database, accepted, "accept")
    _decide(database, returned, "return")
    numbers = []
    for ordinal, (hours, need) in enumerate(OTHERS):
        clock.at = NOON - timedelta(hours=hours)
        numbers.append(_reported(database, ledger, need, str(ordinal)))
    clock.at = NOON - timedelta(days=3)
    coats = _reported(database, ledger, COATS, "c", TALK, with_photos=True)
    clock.at = NOON - timedelta(hours=30)
    with database.begin() as unit:
        review.take(unit, COLLEAGUE, numbers[0], version=2)
    _ask(database, ledger, clock)
    call_staff(database, ledger, clock, drawing(0))
    claim = work_under_way(database, ledger, clock, drawing(1))
    clock.at = NOON
    propose(database)
    return Scene(coats, numbers[3], returned, accepted, claim)


def _reported(
    database: Database,
    ledger: SqlLedger,
    need: Need,
    chat: str,
    talk: tuple[tuple[str, str], ...] = (),
    *,
    with_photos: bool = False,
) -> int:
    person = ledger.receive(photo(database, "x.jpg", b"", chat=chat)).person
    with ledger.transaction(person) as transaction:
        for speaker, text in talk:
            transaction.remember(speaker, text)
        if with_photos:
            kept = (
                transaction.keep_file("宿舍.jpg", drawing(0)),
                transaction.keep_file("教室.jpg", drawing(1)),
                transaction.keep_file("学校说明.pdf", b"%PDF-1.4\n%%EOF\n"),
            )
            need = replace(need, evidence=kept)
        marks = {"place": "recognised", "items": "recognised", "budget_yuan": "recognised"}
        marks |= {"deadline": "recognised", "category": "confirmed", "beneficiaries": "said"}
        marks |= {"gap_yuan": "said", "fiscal_cover": "said", "urgency": "confirmed"}
        marks |= {"description": "said", "evidence": "said", "contact": "said"}
        return transaction.submit(need, marks, f"scene-{chat}").number


def _decide(database: Database, number: int, action: str) -> None:
    with database.begin() as unit:
        review.take(unit, COLLEAGUE, number, version=2)
        if action == "accept":
            review.accept(unit, COLLEAGUE, number, version=3, checks=CHECKED, notifier=NOTIFIER)
            return
        review.return_to(
            unit,
            COLLEAGUE,
            number,
            version=3,
            fields=("evidence", "budget_yuan"),
            reason=RETURN_REASON,
            notifier=NOTIFIER,
        )


def _ask(database: Database, ledger: SqlLedger, clock: FixedClock) -> None:
    """Questions nobody could answer: some ask alike, some wait, one answer waits for review."""
    for ordinal, (chat, text) in enumerate(PASSED_ON):
        clock.at = NOON - timedelta(hours=26 - 4 * ordinal)
        person = ledger.receive(photo(database, "x.jpg", b"", chat=chat)).person
        with ledger.transaction(person) as transaction:
            transaction.pass_on(text, f"q{ordinal}")
    for ordinal, (text, reason) in enumerate(UNANSWERED):
        clock.at = NOON - timedelta(hours=5 - ordinal)
        with ledger.transaction(person) as transaction:
            transaction.note_unanswered(Unanswered(text, reason, GIVEN))
    with database.begin() as unit:
        answer_questions(unit, COLLEAGUE, (1,), ANSWER, NOTIFIER)


def drawing(variant: int, size: tuple[int, int] = (960, 720)) -> bytes:
    """A drawn picture in place of a photograph: hills and a house."""
    image = Image.new("RGB", size, ("#cfe3ee", "#e9e2d2")[variant])
    draw = ImageDraw.Draw(image)
    draw.polygon(
        [(0, 420), (260, 180), (520, 430), (760, 220), (960, 400), (960, 720), (0, 720)],
        fill=("#6f9c86", "#8d9a6b")[variant],
    )
    draw.rectangle([300, 400, 680, 620], fill=("#f4ead7", "#dfe7ee")[variant])
    draw.polygon([(270, 400), (490, 290), (710, 400)], fill="#8a4b3a")
    for left in (340, 460, 580):
        draw.rectangle([left, 450, left + 60, 520], fill="#3d5666")
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
