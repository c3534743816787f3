"""A Grant (资助) as open data in the shape of the 360Giving Data Standard, version 1.4.

https://standard.threesixtygiving.org: eight fields are required of a grant; organisations are
named by the register that lists them, for Chinese ones ``CN-USCI`` of org-id.guide with the
统一社会信用代码. Without one an identifier of our own stands in its place.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from api.domain.fund_movement import FEN_PER_YUAN
from api.domain.need_json import number_json

VERSION = "1.4"
CURRENCY = "CNY"
COUNTRY = "CN"
REGISTER = "CN-USCI"
OWN = "SHANHAI"  # before identifiers of ours; 360Giving gives publishers prefixes of its own
LONGEST_TITLE = 140


@dataclass(frozen=True, slots=True)
class Party:
    """Who gives or receives."""

    identifier: str
    name: str

    @classmethod
    def registered(cls, code: str | None, name: str, own: str) -> "Party":
        """By its 统一社会信用代码 where it has one, else by ``own``, an identifier of ours."""
        return cls(f"{REGISTER}-{code}" if code else f"{OWN}-{own}", name)


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant; amounts in fen. ``code`` is that of its application, ``awarded_on`` the day in
    Shanghai on which its agreement was signed, ``modified`` when anything of it last changed."""

    code: str
    title: str
    description: str
    applied_fen: int
    awarded_fen: int
    disbursed_fen: int
    awarded_on: date
    recipient: Party
    funder: Party
    programme: str
    programme_title: str
    place: str
    modified: datetime

    @property
    def identifier(self) -> str:
        """Unique among all grants."""
        return f"{OWN}-{self.code}"

    def to_json(self) -> dict[str, Any]:
        """As an element of ``grants`` in a package."""
        return {
            "id": self.identifier,
            "title": self.title[:LONGEST_TITLE],
            "description": self.description,
            "currency": CURRENCY,
            "amountAppliedFor": number_json(yuan(self.applied_fen)),
            "amountAwarded": number_json(yuan(self.awarded_fen)),
            "amountDisbursed": number_json(yuan(self.disbursed_fen)),
            "awardDate": self.awarded_on.isoformat(),
            "recipientOrganization": [_organisation(self.recipient)],
            "fundingOrganization": [_organisation(self.funder)],
            "grantProgramme": [{"code": self.programme, "title": self.programme_title}],
            "beneficiaryLocation": [{"name": self.place, "countryCode": COUNTRY}],
            "dateModified": self.modified.isoformat(timespec="seconds"),
        }

    def to_row(self) -> tuple[str | Decimal, ...]:
        """As a row below ``HEADINGS``, amounts in yuan."""
        return (
            self.identifier,
            self.title[:LONGEST_TITLE],
            self.description,
            CURRENCY,
            yuan(self.applied_fen),
            yuan(self.awarded_fen),
            yuan(self.disbursed_fen),
            self.awarded_on.isoformat(),
            self.recipient.identifier,
            self.recipient.name,
            self.funder.identifier,
            self.funder.name,
            self.programme,
            self.programme_title,
            self.place,
            COUNTRY,
            self.modified.isoformat(timespec="seconds"),
        )


# The titles by which the standard names the columns of a spreadsheet.
HEADINGS = (
    "Identifier",
    "Title",
    "Description",
    "Currency",
    "Amount Applied For",
    "Amount Awarded",
    "Amount Disbursed",
    "Award Date",
    "Recipient Org:Identifier",
    "Recipient Org:Name",
    "Funding Org:Identifier",
    "Funding Org:Name",
    "Grant Programme:Code",
    "Grant Programme:Title",
    "Beneficiary Location:0:Name",
    "Beneficiary Location:0:Country Code",
    "Last modified",
)
AMOUNTS = frozenset({4, 5, 6})  # columns that hold money


def package(grants: tuple[Grant, ...], title: str, publisher: Party, made: datetime) -> Any:
    """The grants as one package, made at ``made``."""
    return {
        "version": VERSION,
        "title": title,
        "issued": made.date().isoformat(),
        "publisher": {"identifier": publisher.identifier, "name": publisher.name},
        "grants": [one.to_json() for one in grants],
    }


def yuan(fen: int) -> Decimal:
    """An amount in yuan, two decimals."""
    return (Decimal(fen) / FEN_PER_YUAN).quantize(Decimal("0.01"))


def _organisation(party: Party) -> dict[str, str]:
    return {"id": party.identifier, "name": party.name}
