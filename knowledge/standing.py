"""What kind of legal text a document is, told from its issuer (立法法 chapters 2 to 4)."""

from enum import IntEnum

from knowledge.documents import Document, Tier

_REGULATION_ENDS = ("条例", "办法", "规定", "细则")


class Standing(IntEnum):
    """A greater one precedes (上位法优于下位法, 立法法第九十九条 and 第一百条)."""

    LOCAL = 1
    REGULATION = 2
    LAW = 3

    @property
    def label(self) -> str:
        """The Chinese name of the kind."""
        return {1: "地方性法规", 2: "行政法规", 3: "法律"}[self.value]


def standing(document: Document) -> Standing | None:
    """The kind of an official text; None where its issuer does not tell."""
    issuer = document.issuer or ""
    if document.tier is not Tier.OFFICIAL:
        return None
    if issuer.startswith("全国人民代表大会"):
        return Standing.LAW
    if issuer == "国务院" and document.title.endswith(_REGULATION_ENDS):
        return Standing.REGULATION
    return Standing.LOCAL if "人民代表大会" in issuer else None
