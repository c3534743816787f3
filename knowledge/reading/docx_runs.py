"""The text of one Word paragraph as it reads once all revisions are accepted."""

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_GONE = frozenset(map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:pPr")))
_REVISIONS = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def paragraph_text(paragraph: BaseOxmlElement) -> str:
    """The text of ``paragraph`` without that of boxes drawn in it."""
    return "".join(_parts(paragraph))


def _parts(element: BaseOxmlElement) -> list[str]:
    parts: list[str] = []
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag not in _GONE and not _is_hidden(child):
            parts += _parts(child)
    return parts


def _is_hidden(element: BaseOxmlElement) -> bool:
    """Whether a run is marked as hidden: nobody who opened the file has read it."""
    mark = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if element.tag == qn("w:r") else None
    return mark is not None and mark.get(qn("w:val"), "true") not in {"0", "false", "off"}


def has_revisions(body: BaseOxmlElement) -> bool:
    """Whether changes are tracked in ``body``."""
    return next(body.iter(*_REVISIONS), None) is not None
