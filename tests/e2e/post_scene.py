"""Posts for the scene of the desk: held, being handed over, overdue, vacant and closed."""

from datetime import date

from api.desk import posts as desk
from api.domain.post import Post, PostFacts, Term
from api.store import invitations, posts
from api.store.database import Database
from api.store.ledger import SqlLedger
from tests.api.desks import ADMIN, NOTIFIER, photo

LANCANG = "云南省普洱市澜沧拉祜族自治县"
LIAISON = PostFacts(
    "驻县联络员", LANCANG, "530828", "上海援滇工作队", Term(date(2025, 9, 1), date(2026, 9, 20))
)
OTHERS = (
    PostFacts(
        "驻县联络员",
        "贵州省遵义市正安县",
        "520324",
        "澳门援黔工作组",
        Term(date(2024, 8, 1), date(2026, 8, 28)),
    ),
    PostFacts(
        "教育组组长",
        "云南省文山壮族苗族自治州麻栗坡县",
        "532624",
        "上海援滇工作队",
        Term(date(2026, 3, 1), date(2028, 2, 29)),
    ),
    PostFacts("驻县联络员", "新疆维吾尔自治区喀什地区叶城县", "653126", "上海援疆前方指挥部", None),
    PostFacts(
        "卫生组组长",
        "青海省果洛藏族自治州达日县",
        "632624",
        "上海援青干部联络组",
        Term(date(2026, 8, 1), date(2029, 7, 31)),
    ),
    PostFacts("临时联络员", "西藏自治区日喀则市江孜县", "540222", "", None),
)


def take_post(database: Database, ledger: SqlLedger, facts: PostFacts, chat: str) -> Post:
    """A new post in the hands of the person of that chat."""
    person = ledger.receive(photo(database, "x.jpg", b"", chat=chat)).person
    with database.begin() as unit:
        post = desk.make_post(unit, ADMIN, facts)
        invitations.invite(unit, post, actor=ADMIN.username)
        offer = invitations.open_one(unit, post.number)
        assert offer is not None
        return invitations.accept(unit, offer.number, person)[1]


def furnish(database: Database, ledger: SqlLedger) -> None:
    """The posts beside the one whose holder reports in the scene."""
    overdue, handing, vacant, offered, closed = OTHERS
    take_post(database, ledger, overdue, "88123456")
    held = take_post(database, ledger, handing, "88127788")
    with database.begin() as unit:
        invitations.invite(unit, posts.load(unit, held.number), actor=held.holder or "")
        desk.make_post(unit, ADMIN, vacant)
        waiting = desk.make_post(unit, ADMIN, offered)
        desk.invite_to(unit, ADMIN, waiting.number, version=waiting.version)
        ended = desk.make_post(unit, ADMIN, closed)
        desk.close_post(unit, ADMIN, ended.number, version=ended.version, notifier=NOTIFIER)
