"""An agreement (协议) as a Word file to be signed."""

import io

from api.desk.agreement_text import NOTICE, TITLE, clauses, parties
from api.domain.agreement import Agreement

_NUMERALS = "一二三四五六七八九十"
_FONT = "宋体"


def agreement_docx(agreement: Agreement) -> bytes:
    """The file."""
    # The library of Word files is loaded by who wants one, not at every start.
    from docx import Document  # noqa: PLC0415
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    document = Document()
    style = document.styles["Normal"]
    style.font.size = Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(TITLE)
    run.bold, run.font.size = True, Pt(18)
    number = document.add_paragraph(f"编号：{agreement.code}")
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in parties(agreement):
        document.add_paragraph(line)
    for numeral, clause in zip(_NUMERALS, clauses(agreement), strict=False):
        document.add_paragraph().add_run(f"{numeral}、{clause.heading}").bold = True
        for line in clause.lines:
            document.add_paragraph(line)
    document.add_paragraph()
    document.add_paragraph("甲方（盖章）：                    乙方（盖章）：")
    document.add_paragraph("日期：                            日期：")
    document.add_paragraph(NOTICE).runs[0].font.size = Pt(9)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
