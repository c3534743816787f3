"""Questions that ask alike come into one group, each question into one."""

from pathlib import Path

from retrieval.grouping import QuestionGroups
from tests.retrieval.samples import SharedTerms

CLOTHES = "家里穿过的旧衣服可以捐给对口的帮扶县"
TEXTS = [f"{CLOTHES}吗", "公开募捐要备案吗", f"{CLOTHES}吗？", f"{CLOTHES}不", "方案交给谁"]


def test_questions_alike_join_the_first_of_them(tmp_path: Path) -> None:
    groups = QuestionGroups(SharedTerms(), tmp_path / "v.sqlite3")
    found = groups.of(TEXTS, [False] * 5)
    assert found == [0, 1, 0, 0, 4]
    assert groups.of(TEXTS, [False] * 5) == found


def test_what_was_set_apart_stays_alone(tmp_path: Path) -> None:
    groups = QuestionGroups(SharedTerms(), tmp_path / "v.sqlite3")
    assert groups.of(TEXTS, [False, False, True, False, False]) == [0, 1, 2, 0, 4]


def test_without_vectors_words_group_them(tmp_path: Path) -> None:
    found = QuestionGroups(None, tmp_path / "v.sqlite3").of(TEXTS, [False] * 5)
    assert found == [0, 1, 0, 0, 4]
    assert QuestionGroups(None, tmp_path / "v.sqlite3").of([], []) == []


def test_only_some_new_vectors_are_computed_at_once(tmp_path: Path) -> None:
    model = SharedTerms()
    groups = QuestionGroups(model, tmp_path / "v.sqlite3")
    texts = [f"第{number}件事怎么办" for number in range(60)]
    assert len(groups.of(texts, [False] * 60)) == 60
