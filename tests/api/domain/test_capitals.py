import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.capitals import MOST_FEN, capitals
from api.domain.errors import Invalid

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (1_00, "壹元整"),
        (10_05, "壹拾元零伍分"),
        (1_680_32, "壹仟陆佰捌拾元叁角贰分"),
        (35_000_00, "叁万伍仟元整"),
        (107_000_53, "壹拾万柒仟元伍角叁分"),
        (1_000_100_00, "壹佰万零壹佰元整"),
        (10_110_001_00, "壹仟零壹拾壹万零壹元整"),
        (100_000_005_00, "壹亿零伍元整"),
    ],
)
def test_amounts_stand_in_capitals_as_on_a_cheque(fen: int, said: str) -> None:
    assert capitals(fen) == said


@given(st.integers(1, MOST_FEN))
def test_capitals_read_back_as_the_same_amount(fen: int) -> None:
    assert _read(capitals(fen)) == fen


@pytest.mark.parametrize("fen", [-1, MOST_FEN + 1])
def test_what_cannot_be_written_is_refused(fen: int) -> None:
    with pytest.raises(Invalid, match="核对金额"):
        capitals(fen)


def _read(said: str) -> int:
    """Reads capitals by what each character means, without the rules about zeros."""
    whole, _, rest = said.rpartition("元") if "元" in said else ("", "", said)
    total = group = digit = 0
    for char in whole.replace("万亿", "兆"):
        if char in DIGITS:
            digit = DIGITS.index(char)
        elif char in PLACES:
            group, digit = group + digit * PLACES[char], 0
        else:
            total += (group + digit) * {"万": 10**4, "亿": 10**8, "兆": 10**12}[char]
            group = digit = 0
    fen = (total + group + digit) * 100
    for char in rest:
        if char in DIGITS:
            digit = DIGITS.index(char)
        elif char in "角分":
            fen += digit * (10 if char == "角" else 1)
    return fen
