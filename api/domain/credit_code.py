"""The 统一社会信用代码 of an organisation (GB 32100-2015): checked, and what it says."""

import re
import unicodedata
from dataclasses import dataclass

from stdnum import numdb
from stdnum.cn import uscc

from api.domain.errors import Invalid

LENGTH = 18
FIELD = "credit_code"
# GB 32100-2015, table 1: registration department and kind of organisation.
KINDS = {
    "11": "机关",
    "12": "事业单位",
    "13": "群众团体",
    "31": "律师执业机构",
    "32": "公证处",
    "33": "基层法律服务所",
    "34": "司法鉴定机构",
    "35": "仲裁委员会",
    "51": "社会团体",
    "52": "民办非企业单位",
    "53": "基金会",
    "54": "基层群众性自治组织",
    "55": "基层群众性自治组织",
    "71": "宗教活动场所",
    "72": "宗教院校",
    "81": "基层工会",
    "91": "企业",
    "92": "个体工商户",
    "93": "农民专业合作社",
    "A1": "军队事业单位",
    "N1": "组级集体经济组织",
    "N2": "村级集体经济组织",
    "N3": "乡镇级集体经济组织",
}
DEPARTMENTS = {
    "1": "机构编制",
    "2": "外交",
    "3": "司法行政",
    "4": "文化",
    "5": "民政",
    "6": "旅游",
    "7": "宗教",
    "8": "工会",
    "9": "市场监管",
    "A": "军队编制",
    "N": "农业农村",
    "Y": "其他部门",
}
_BETWEEN = ("市辖区", "县", "省直辖县级行政单位", "自治区直辖县级行政单位")
_NATIONAL = "100000"  # registered with a ministry
# Letters the standard leaves out, and what was probably meant.
_FORBIDDEN = {"I": "1", "O": "0", "Z": "2", "S": "5", "V": "U"}
_LOOKALIKES = ("0DQ", "17L", "2", "56", "8B3", "UY", "CG", "MN", "EF", "PR", "4A", "KX", "TY7")
_YEARS = re.compile(r"\[([0-9]*)-([0-9]*)\]")


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code whose checksum holds. ``text`` are its 18 characters in capitals."""

    text: str

    @property
    def kind(self) -> str:
        """The kind of organisation (机构类型) by the first two characters."""
        return KINDS.get(self.text[:2], f"{DEPARTMENTS[self.text[0]]}登记的其他机构")

    @property
    def department(self) -> str:
        """The department that registered it (登记管理部门)."""
        return DEPARTMENTS[self.text[0]]

    @property
    def region_code(self) -> str:
        """The division of the registering department, six digits of GB/T 2260."""
        return self.text[2:8]

    @property
    def region(self) -> str:
        """Names from the province down, of the county table and of former counties."""
        return region_name(self.region_code) or ""

    def __str__(self) -> str:
        """As written."""
        return self.text


def credit_code(text: str) -> CreditCode:
    """Read a code as people write it: any width, small letters, with blanks or hyphens.

    Raises:
        Invalid: it is none; the sentence names the character that is likely wrong.
    """
    code = re.sub(r"[\s\-‐-―.:：]", "", unicodedata.normalize("NFKC", text)).upper()
    if not code or not code.isascii() or not code.isalnum():
        raise _wrong("统一社会信用代码只有数字和大写字母。请照登记证书抄写这 18 位。")
    if len(code) != LENGTH:
        way = "少了" if len(code) < LENGTH else "多了"
        raise _wrong(
            f"统一社会信用代码是 18 位，这里有 {len(code)} 位，{way} {abs(LENGTH - len(code))} 位。"
            "请对照登记证书核对。"
        )
    _check_letters(code)
    if uscc.calc_check_digit(code[:-1]) != code[-1]:
        raise _wrong(_of_checksum(code))
    if region_name(code[2:8]) is None:
        raise _wrong(
            f"第 3 到 8 位“{code[2:8]}”不是任何一个省的行政区划代码。请对照登记证书核对这几位。"
        )
    return CreditCode(code)


def is_credit_code(text: str) -> bool:
    """Whether ``text`` is a code whose checksum holds."""
    try:
        credit_code(text)
    except Invalid:
        return False
    return True


def region_name(code: str) -> str | None:
    """The names of a division, six digits, from the province down; former counties by the name
    they had last. A development zone with a code of its own (310141) goes by what it lies in.
    ``None`` when there is no such province."""
    if code == _NATIONAL:
        return "全国"
    levels = (f"{code[:2]}0000", f"{code[:4]}00", code)
    names = [name for level in levels if (name := _division(level)) and name not in _BETWEEN]
    return "".join(dict.fromkeys(names)) or None


def _division(code: str) -> str | None:
    """The name of one division, without those above it."""
    parts = numdb.get("cn/loc").info(code)
    found = {name: value for _, values in parts for name, value in values.items()}
    return _latest(found["county"]) if "county" in found else None


def _latest(dated: str) -> str:
    """The last of the names a code had: [2003-2006]思茅市,[2007-]普洱市."""
    return _YEARS.sub("", dated.rsplit(",", maxsplit=1)[-1])


def _check_letters(code: str) -> None:
    for place, letter in enumerate(code, start=1):
        if letter in _FORBIDDEN:
            raise _wrong(
                f"第 {place} 位是“{letter}”。统一社会信用代码里不用字母 I、O、Z、S、V，"
                f"这一位很可能是“{_FORBIDDEN[letter]}”。请对照登记证书核对。"
            )
    if code[0] not in DEPARTMENTS:
        raise _wrong(
            f"第 1 位“{code[0]}”不是任何登记管理部门的代码：社会组织是 5，企业是 9，"
            "机关和事业单位是 1。请对照登记证书核对。"
        )
    for place, letter in enumerate(code[2:8], start=3):
        if not letter.isdigit():
            raise _wrong(
                f"第 {place} 位是“{letter}”，但第 3 到 8 位都是数字（登记地的行政区划代码）。"
                "请对照登记证书核对。"
            )


def _of_checksum(code: str) -> str:
    """What to look at when the check digit does not fit: a swapped pair, then a look-alike."""
    swapped = _swapped(code)
    if swapped:
        return (
            f"这个代码的校验位对不上。很可能第 {swapped} 位和第 {swapped + 1} 位写反了。"
            "请对照登记证书核对。"
        )
    likely = _mistaken(code)
    if likely:
        named = "，或者".join(f"第 {place} 位的“{code[place - 1]}”" for place in likely[:3])
        return f"这个代码的校验位对不上，有一位抄错了。最可能是{named}。请对照登记证书核对。"
    return "这个代码的校验位对不上，有一位或几位抄错了。请对照登记证书逐位核对。"


def _swapped(code: str) -> int | None:
    """The place of the only pair of neighbours whose exchange makes the code right."""
    found = []
    for at in range(LENGTH - 1):
        other = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        if other != code and _holds(other):
            found.append(at + 1)
    return found[0] if len(found) == 1 else None


def _mistaken(code: str) -> list[int]:
    """The places where a character that looks alike makes the code right."""
    found = []
    for at, letter in enumerate(code):
        alike = {one for group in _LOOKALIKES if letter in group for one in group} - {letter}
        if any(_holds(code[:at] + one + code[at + 1 :]) for one in alike):
            found.append(at + 1)
    return found


def _holds(code: str) -> bool:
    return (
        code[0] in DEPARTMENTS
        and code[2:8].isdigit()
        and uscc.calc_check_digit(code[:-1]) == code[-1]
        and region_name(code[2:8]) is not None
    )


def _wrong(message: str) -> Invalid:
    return Invalid(FIELD, message)
