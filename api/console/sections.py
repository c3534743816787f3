"""The sections of the desk: who may open which, and what the menu offers to whom."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from api.desk.people import Staff
from api.domain.duties import Duty

D = Duty


@dataclass(frozen=True, slots=True)
class Section:
    """All pages under ``/desk/{key}``; the list of tickets has no key. ``duties``: one of these
    opens it, none is needed where there are none. ``label`` is what the menu calls it; what has
    none is reached from other pages."""

    key: str
    duties: tuple[Duty, ...] = ()
    label: str = ""

    @property
    def path(self) -> str:
        """Where it begins."""
        return f"/desk/{self.key}" if self.key else "/desk"

    @property
    def here(self) -> str:
        """What its pages call themselves."""
        return self.key or "queue"

    def opens_for(self, staff: Staff) -> bool:
        """Whether ``staff`` may open its pages."""
        return not self.duties or staff.may(*self.duties)


SEARCH = Section("search", label="搜索")
# In the order of the menu.
SECTIONS = (
    SEARCH,
    Section("", (D.SEE_NEEDS,), "工单"),
    Section("claims", (D.SEE_NEEDS,), "认领"),
    Section("questions", (D.ANSWER,), "提问"),
    Section("chats", (D.TALK,), "对话"),
    Section("matching", (D.MATCH,), "匹配"),
    Section("knowledge", label="知识库"),
    Section("organisations", (D.ADMIT_ORGANISATIONS, D.HANDLE_CLAIMS, D.MANAGE), "机构"),
    Section("posts", (D.REVIEW_NEEDS, D.MANAGE), "岗位"),
    Section("applications", (D.SEE_APPLICATIONS,), "申报"),
    Section("pools", (D.SEE_FIGURES,), "资金池"),
    Section("overview", (D.SEE_FIGURES,), "概况"),
    Section("settings", (D.MANAGE,), "管理"),
    Section("staff", (D.MANAGE,)),
    Section("keys", (D.MANAGE,)),
    Section("webhooks", (D.MANAGE,)),
    Section("texts", (D.MANAGE,)),
    Section("exports", (D.SEE_FIGURES,)),
    Section("reports", (D.SEE_FIGURES,)),
    Section("assignment", (D.REVIEW_NEEDS, D.MANAGE)),
    Section("tickets", (D.SEE_NEEDS,)),
    Section("bulk", (D.REVIEW_NEEDS,)),
    Section("views", (D.SEE_NEEDS,)),
    Section("changes", (D.SEE_NEEDS,)),
    Section("files", (D.SEE_NEEDS, D.TALK, D.SEE_APPLICATIONS)),
    Section("allocation", (D.MATCH,)),
    Section("answers", (D.ANSWER,)),
    Section("phrases"),
    Section("account"),
    Section("login"),
    Section("logout"),
)
_BY_KEY = {section.key: section for section in SECTIONS}
# What nobody thought of opens for nobody but administrators.
_UNKNOWN = Section("?", (D.MANAGE,))


def section_of(path: str) -> Section:
    """The section a page belongs to, by the path of its address."""
    parts = path.strip("/").split("/")
    return _BY_KEY.get(parts[1] if len(parts) > 1 else "", _UNKNOWN)


def opens(staff: Staff, address: str) -> bool:
    """Whether a link leads somewhere for ``staff``: to this page, or to a section open to them."""
    return address.startswith("#") or section_of(urlsplit(address).path).opens_for(staff)


def menu(staff: Staff) -> tuple[Section, ...]:
    """What the menu offers: only what opens."""
    return tuple(one for one in SECTIONS if one.label and one.opens_for(staff))


def first_section(staff: Staff) -> Section:
    """Where somebody begins: the first of the menu that is their work; whoever has none may read
    the knowledge base."""
    offered = menu(staff)
    return next((one for one in offered if one.duties), offered[-1])


def require_section(staff: Staff, path: str) -> None:
    """Stop whoever may not open the page at ``path``.

    Raises:
        NotAllowed: none of its duties is theirs.
    """
    section = section_of(path)
    if section.duties:
        staff.require(*section.duties)
