"""The procedures shipped with the project rest on held texts; a wrong file is refused by name."""

from pathlib import Path

import pytest

from knowledge.ingest import builtin_documents
from knowledge.procedure_files import (
    FOLDER,
    ProcedureFileError,
    find_procedure,
    load_procedure,
    load_procedures,
)
from knowledge.programme_files import find_programme, load_programmes


def test_every_stage_quotes_a_held_text_word_for_word() -> None:
    texts = {one.key: one.text for one in builtin_documents()}
    for procedure in load_procedures().values():
        for stage in procedure.stages:
            for source in filter(None, (stage.source, stage.skip)):
                assert source.quote in texts[source.document], stage.key


def test_each_procedure_is_of_a_programme_and_what_no_source_says_is_noted() -> None:
    assert all(find_programme(one.key) == one for one in load_programmes())
    funds = {one.key for one in load_programmes() if not one.general}
    assert load_procedures().keys() <= funds
    assert all(find_procedure(key) == one for key, one in load_procedures().items())
    assert find_procedure("../programmes/shanghai-special-fund") is None
    for procedure in load_procedures().values():
        for stage in procedure.stages:
            assert stage.note or not (stage.criteria or stage.days), stage.key


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: check", "kind: chat", "chat"),
        ("others: [truth]", "others: [audit]", "audit"),
        ("weight: 20", "weight: 21", "weights"),
        ("days: 5", "days: five", "days"),
        ("    days: 5\n", "", "working days"),
        ("key: truth", "key: intake", "same key"),
        (
            "  - key: intake\n    label: 申报\n    kind: intake",
            "  - key: intake\n    label: 申报\n    kind: check",
            "intake",
        ),
        ("experts: 3", "experten: 3", "experten"),
        ("    experts: 3\n", "", "experts"),
        ("stages:", "steps:", "steps"),
    ],
)
def test_a_wrong_file_is_refused_by_what_is_wrong(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (FOLDER / "shanghai-special-fund.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "wrong.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ProcedureFileError, match=said):
        load_procedure(path)
