"""Files into a library: what becomes of each, and that none of them touches the others."""

import io
import os
from pathlib import Path

import pytest
from docx import Document as Word

from knowledge.importing import Fate, Outcome, count, files_of, import_files
from knowledge.library import MemoryLibrary
from tests.knowledge.made_files import encrypted_pdf, pdf, repacked, set_lines

RULES = """# {title}

2024年3月1日 示例县民政局公布

第一条 为了规范{title}，制定本办法。

第二条 本办法自2024年5月1日起施行。
"""


def rules(title: str) -> bytes:
    return RULES.format(title=title).encode()


def written(folder: Path, **contents: bytes) -> list[Path]:
    paths = []
    for name, content in contents.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content)
        paths.append(path)
    return paths


def word_file(*lines: str) -> bytes:
    document = Word()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def by_file(outcomes: list[Outcome]) -> dict[str, Outcome]:
    return {outcome.file: outcome for outcome in outcomes}


@pytest.fixture
def library() -> MemoryLibrary:
    return MemoryLibrary()


def test_a_bad_file_neither_stops_the_others_nor_hides(
    library: MemoryLibrary, tmp_path: Path
) -> None:
    package = word_file("第一条 甲。")
    files = written(
        tmp_path,
        a_md=rules("甲办法"),
        empty_md=b" \n",
        marks_txt="———\n***".encode(),
        cut_pdf=b"%PDF-1.7\n% and no more",
        locked_pdf=encrypted_pdf(),
        long_pdf=pdf([([], [])] * 500),
        cut_docx=package[:200],
        bomb_docx=repacked(package, "word/document.xml", b" " * 130_000_000),
        sheet_pdf=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
        z_txt=rules("乙办法").decode().encode("gb18030"),
    )
    seen: list[tuple[int, int]] = []
    missing = tmp_path / "missing.pdf"
    outcomes = by_file(import_files(library, [*files, missing], lambda *done: seen.append(done)))

    stored = {name for name, one in outcomes.items() if one.fate is Fate.ADDED}
    assert stored == {"a.md", "z.txt"}
    assert {document.title for document in library.documents()} == {"甲办法", "乙办法"}
    refused = {name: one.message for name, one in outcomes.items() if one.fate is Fate.REFUSED}
    expected = {
        "empty.md": "empty",
        "marks.txt": "no text",
        "cut.pdf": "damaged",
        "locked.pdf": "encrypted",
        "long.pdf": "500 pages",
        "cut.docx": "damaged",
        "bomb.docx": "zip bomb",
        "sheet.pdf": "spreadsheet",
        "missing.pdf": "no such file",
    }
    assert refused.keys() == expected.keys()
    for name, words in expected.items():
        assert words in refused[name]
        assert name not in refused[name]
    assert seen[-1] == (len(files) + 1,) * 2


def test_the_kind_is_told_by_content_and_not_by_name(
    library: MemoryLibrary, tmp_path: Path
) -> None:
    files = written(
        tmp_path,
        word_pdf=word_file("示例县甲办法", "第一条 为了示例。", "第二条 示例。"),
        printed_docx=pdf(
            [([(200, 760, 22, "示例县乙办法"), *set_lines(["第一条 为了示例。"])], [])]
        ),
        page_txt="<html><body><p>示例县丙办法</p><p>第一条 为了示例。</p></body></html>".encode(),
    )
    outcomes = import_files(library, files)
    assert [one.fate for one in outcomes] == [Fate.ADDED] * 3
    assert {one.title for one in outcomes} == {"示例县甲办法", "示例县乙办法", "示例县丙办法"}


def test_importing_again_changes_nothing_and_says_so(
    library: MemoryLibrary, tmp_path: Path
) -> None:
    files = written(tmp_path, a_md=rules("甲办法"), b_docx=word_file("乙办法", "第一条 乙。"))
    import_files(library, files)
    before = library.fingerprint()
    again = import_files(library, files)
    assert [one.fate for one in again] == [Fate.UNCHANGED] * 2
    assert {one.message for one in again} == {"already there"}
    assert library.fingerprint() == before


def test_the_same_text_under_another_name_is_told_once(
    library: MemoryLibrary, tmp_path: Path
) -> None:
    text = "某地开展帮扶。\n反响很好。".encode()
    first, second = import_files(library, written(tmp_path, a_txt=text, b_txt=text))
    assert (first.fate, second.fate) == (Fate.ADDED, Fate.NOT_STORED)
    assert "the same text as a (a)" in second.message
    assert count([first, second], Fate.ADDED) == len(library.documents()) == 1


def test_a_changed_text_takes_the_place_of_the_old_one(
    library: MemoryLibrary, tmp_path: Path
) -> None:
    (path,) = written(tmp_path, a_md=rules("甲办法"))
    import_files(library, [path])
    path.write_bytes(rules("甲办法") + "\n第三条 新增。\n".encode())
    (changed,) = import_files(library, [path])
    assert (changed.fate, changed.passages) == (Fate.CHANGED, 3)
    assert "replaces" in changed.message


def test_a_newer_version_ends_the_older_one(library: MemoryLibrary, tmp_path: Path) -> None:
    newer = rules("甲办法").decode().replace("2024", "2026").encode()
    old, new = import_files(library, written(tmp_path, a_md=rules("甲办法"), b_md=newer))
    assert "newer version of" in new.message
    assert old.fate is new.fate is Fate.ADDED
    ended = library.document(old.key)
    assert ended is not None
    assert ended.replaced_by == new.key


def test_a_text_that_is_built_in_is_kept_as_it_is(library: MemoryLibrary, tmp_path: Path) -> None:
    from knowledge.ingest import builtin_documents, ingest  # noqa: PLC0415 - half a second

    ingest(library, builtin_documents())
    before = library.fingerprint()
    front = "---\ntitle: 甲\ntier: digest\nsource: 乙\n---\n正文"
    path = tmp_path / "charity-law.md"
    path.write_text(front, encoding="utf-8")
    (outcome,) = import_files(library, [path])
    assert outcome.fate is Fate.NOT_STORED
    assert "built in" in outcome.message
    assert library.fingerprint() == before


def test_what_a_reader_noticed_is_handed_on(library: MemoryLibrary, tmp_path: Path) -> None:
    (path,) = written(tmp_path, a_txt="关于示例的说明\n一、背景\n背景的话。".encode())
    (outcome,) = import_files(library, [path])
    assert any("没有找到“第×条”" in warning for warning in outcome.warnings)


def test_a_text_with_halves_of_characters_can_be_stored(
    library: MemoryLibrary, tmp_path: Path
) -> None:
    page = "<html><body><p>示例县甲办法</p><p>第一条 &#xD83D;&#xDE00;甲&#xD83D;乙&#0;丙。</p>"
    (path,) = written(tmp_path, a_html=page.encode())
    import_files(library, [path])
    (document,) = library.documents()
    assert document.text.encode().decode() == document.text
    assert "\x00" not in document.text


def test_a_key_too_long_for_the_database_is_refused_and_a_long_title_shortened(
    library: MemoryLibrary, tmp_path: Path
) -> None:
    front = f"---\ntitle: 甲\nkey: {'k' * 121}\ntier: digest\nsource: 乙\n---\n正文"
    title = "关于" + "认真做好" * 40 + "工作的通知"
    files = written(tmp_path, a_md=front.encode(), b_md=rules(title), c_md=rules("———"))
    outcomes = by_file(import_files(library, files))
    long, shortened, marks = (outcomes[path.name] for path in files)
    assert "120 characters" in long.message
    assert len(shortened.key) <= 120
    assert marks.fate is Fate.ADDED
    assert marks.key


def test_a_folder_is_its_policy_texts_and_names_the_rest(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("a.pdf", "below/b.DOCX", "c.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    files, rest = files_of(tmp_path)
    assert [file.name for file in files] == ["a.pdf", "b.DOCX"]
    assert rest == ["c.xlsx"]
    assert files_of(tmp_path / "c.xlsx") == ([tmp_path / "c.xlsx"], [])


def test_a_path_that_cannot_be_opened_is_refused(library: MemoryLibrary, tmp_path: Path) -> None:
    os.symlink(tmp_path / "loop", tmp_path / "loop")
    (outcome,) = import_files(library, [tmp_path / "loop"])
    assert outcome.fate is Fate.REFUSED
    assert "cannot be opened" in outcome.message
