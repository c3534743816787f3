from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from api.domain.category import Category
from api.domain.claimable import Parts, remaining
from api.domain.need import Beneficiaries, Item, Need, Urgency
from api.domain.place import Place
from api.domain.public_need import PUBLIC, PublicWords, is_public, public_need
from api.domain.ticket import Ticket, TicketStatus

MIDNIGHT = datetime(2026, 10, 31, 17, tzinfo=UTC)  # the first of November in Shanghai
NEED = Need(
    title="双江县勐库小学缺冬衣，找岩叫老师",
    category=Category.CHILDREN,
    place=Place("云南省", "临沧市", "双江县", "勐库镇", "勐库小学", code="530925101"),
    items=(Item("冬衣", Decimal(200), "套"), Item("勐库小学校服", Decimal(40))),
    description="岩叫老师说孩子们没有冬衣",
    beneficiaries=Beneficiaries(200, kind="留守儿童"),
    budget_yuan=Decimal(40_000),
    gap_yuan=Decimal(30_000),
    urgency=Urgency.URGENT,
    deadline="11月底前",
    deadline_date=date(2026, 11, 30),
    evidence=("photo-1",),
    contact="岩叫老师 双江县教体局",
)

secrets = st.text(alphabet="赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", min_size=2, max_size=6)
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
cards = st.from_regex(r"5[1-4][0-9]{4}19[5-9][0-9]0[1-9]1[0-9]{4}[0-9X]", fullmatch=True)


def a_ticket(need: Need = NEED) -> Ticket:
    return Ticket(1001, need, "person-1").opened(at=MIDNIGHT)


@given(site=secrets, contact=secrets, phone=phones, card=cards, words=st.booleans())
def test_no_site_contact_or_personal_number_is_ever_public(
    site: str, contact: str, phone: str, card: str, words: bool
) -> None:
    told = f"{site}的{contact}，电话{phone}，身份证{card}"
    need = replace(
        NEED,
        title=told,
        description=told,
        place=replace(NEED.place, site=site),
        items=(Item(f"冬衣（{told}）"),),
        beneficiaries=Beneficiaries(3, kind=told),
        deadline=told,
        deadline_date=None,
        contact=f"{contact}（{phone}）",
        evidence=("photo-of-a-child",),
    )
    seen = str(
        asdict(public_need(a_ticket(need), PublicWords(told, told) if words else PublicWords()))
    )
    assert not [secret for secret in (site, contact, phone, card, "photo") if secret in seen]


def test_a_public_need_says_what_where_and_how_much_without_the_words_of_the_reporter() -> None:
    seen = public_need(a_ticket())
    assert seen.title == "双江县：冬衣、（不公开）校服"
    assert str(seen.place) == "云南省临沧市双江县勐库镇"
    assert seen.people == "200 人，留守儿童"
    assert seen.wanted_yuan == seen.open_yuan == 30_000
    assert seen.claimed == 0
    assert (seen.description, seen.deadline_date) == ("", date(2026, 11, 30))
    assert seen.month == date(2026, 11, 1)


def test_few_people_are_blurred_and_their_township_is_left_out() -> None:
    few = replace(NEED, beneficiaries=Beneficiaries(3, 2, "孤寡老人"))
    seen = public_need(a_ticket(few))
    assert seen.people == "5 人以内，5 户以内，孤寡老人"
    assert str(seen.place) == "云南省临沧市双江县"
    assert seen.place.code == "530925"
    four, five = (
        public_need(a_ticket(replace(NEED, beneficiaries=Beneficiaries(count)))).people
        for count in (4, 5)
    )
    assert (four, five) == ("5 人以内", "5 人")


def test_the_words_of_staff_are_shown_and_cleaned_like_all_others() -> None:
    words = PublicWords("双江县 200 名儿童缺冬衣", "勐库小学的孩子，请打13812345678")
    seen = public_need(a_ticket(), words)
    assert seen.title == "双江县 200 名儿童缺冬衣"
    assert seen.description == "（不公开）的孩子，请打[电话已隐去]"


def test_the_township_of_few_people_is_not_told_by_the_words_of_staff_either() -> None:
    words = PublicWords("勐库镇两户人家", "双江县勐库镇的两户人家")
    few = public_need(a_ticket(replace(NEED, beneficiaries=Beneficiaries(households=2))), words)
    assert few.title == "（不公开）两户人家"
    assert few.description == "双江县（不公开）的两户人家"
    assert public_need(a_ticket(), words).title == "勐库镇两户人家"


def test_a_contact_is_not_named_without_the_office_either() -> None:
    words = PublicWords("", "王小红说小学和学校都缺冬衣，请找岩叫")
    told = {
        contact: public_need(a_ticket(replace(NEED, contact=contact)), words).description
        for contact in ("王小红校长", "校长王小红", "岩叫老师", "小学校长", "学校老师")
    }
    assert told["王小红校长"] == told["校长王小红"] == "（不公开）说小学和学校都缺冬衣，请找岩叫"
    assert told["岩叫老师"] == "王小红说小学和学校都缺冬衣，请找（不公开）"
    assert told["小学校长"] == told["学校老师"] == words.description


def test_addresses_and_accounts_of_persons_are_never_public() -> None:
    words = PublicWords("", "微信 chenls_88，邮箱chen.l@example.com，QQ：123456789，微信小程序5个")
    assert public_need(a_ticket(), words).description == (
        "微信 （不公开），邮箱（不公开），QQ：（不公开），微信小程序5个"
    )


def test_what_is_open_follows_the_share_that_was_taken_on() -> None:
    assert public_need(a_ticket(), claimed=Decimal("0.25")).open_yuan == Decimal("22500.00")
    partly = replace(a_ticket(), status=TicketStatus.PARTLY_CLAIMED)
    assert public_need(partly).claimed is None
    assert public_need(partly).open_yuan == 30_000
    assert public_need(replace(a_ticket(), status=TicketStatus.DELIVERED)).open_yuan == 0


def test_only_five_states_are_public() -> None:
    public = {one for one in TicketStatus if is_public(replace(a_ticket(), status=one))}
    assert public == PUBLIC
    assert TicketStatus.ACCEPTED not in public
    assert TicketStatus.CLOSED not in public


def test_a_need_of_which_little_is_known_still_has_a_title() -> None:
    bare = replace(NEED, place=Place(), items=(), category=None)
    assert public_need(Ticket(7, bare, "person-1")).title == "帮扶需求"


def test_of_a_need_claimed_in_part_exactly_what_is_open_is_told() -> None:
    ticket = a_ticket()
    left = remaining(ticket.need, [Parts(Decimal(10_000), {0: Decimal(150)})])
    seen = public_need(ticket, claimed=Decimal("0.375"), left=left)
    assert seen.open_yuan == 20_000
    assert seen.open_items == (Item("冬衣", Decimal(50), "套"), replace(seen.items[1], unit="项"))
    assert "勐库小学" not in seen.open_items[1].name
    assert public_need(ticket).open_items == public_need(ticket).items
    assert public_need(replace(ticket, status=TicketStatus.CLAIMED)).open_items == ()
