"""What is seen of the indexes from outside, and what is thrown away of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval import inspection, owner
from retrieval.healing import remove
from retrieval.inspection import Unsound, inspect
from retrieval.service import Retrieval
from tests.retrieval import samples
from tests.retrieval.damage import cut, delete, spoil


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder of indexes, filled and closed."""
    opened(tmp_path).close()
    return tmp_path


def opened(folder: Path) -> Retrieval:
    retrieval = Retrieval(
        samples.library(),
        folder,
        samples.StoppedClock(),
        entitlement=None,
        embedder=samples.SharedTerms(),
    )
    assert retrieval.fill_dense()
    return retrieval


def seen(folder: Path) -> str:
    return inspect(folder, folder / "vectors.sqlite3")


def test_nothing_made_yet_is_nothing_wrong(tmp_path: Path) -> None:
    assert seen(tmp_path) == "words not made yet; meaning not made yet; vectors not made yet"


def test_indexes_as_they_were_left_are_ready(made: Path) -> None:
    assert seen(made) == "words ready; meaning ready; vectors kept"
    (made / "lexical" / "building-1").mkdir()
    assert seen(made).startswith("words ready")


def test_an_index_in_use_is_left_alone(tmp_path: Path) -> None:
    retrieval = opened(tmp_path)
    assert "meaning in use" in seen(tmp_path)
    retrieval.close()


@pytest.mark.parametrize("damage", [spoil, cut, delete])
@pytest.mark.parametrize(("part", "named"), [("meta.json", "words"), ("chroma.sqlite3", "meaning")])
def test_a_damaged_index_is_named_and_mended_by_the_next_start(
    made: Path, part: str, named: str, damage: Callable[[Path], None]
) -> None:
    for file in list(made.rglob(part)):
        damage(file)
    with pytest.raises(Unsound, match=f"index of {named} in .* is damaged"):
        seen(made)
    opened(made).close()
    assert seen(made) == "words ready; meaning ready; vectors kept"


@pytest.mark.parametrize(
    ("name", "said"),
    [("lexical", "index of words"), ("dense", "not a folder"), ("vectors.sqlite3", "vectors")],
)
def test_what_stands_in_the_place_of_an_index_is_named(made: Path, name: str, said: str) -> None:
    remove(made / name)
    (made / name).write_bytes(b"\x00 not what it was" * 300)
    with pytest.raises(Unsound, match=said):
        seen(made)
    opened(made).close()
    assert "words ready; meaning ready" in seen(made)


def test_everything_is_thrown_away_but_what_a_service_uses(made: Path) -> None:
    held = owner.claim(made / "dense")
    assert held is not None
    assert not inspection.discard(made, made / "vectors.sqlite3")
    held.release()
    assert seen(made) == "words not made yet; meaning ready; vectors kept"

    assert inspection.discard(made, made / "vectors.sqlite3")
    assert seen(made) == "words not made yet; meaning not made yet; vectors not made yet"
    opened(made).close()
    assert seen(made) == "words ready; meaning ready; vectors kept"
