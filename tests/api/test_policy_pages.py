"""The page of a policy document: where 展开原文 leads."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.pages.policy_text import blocks
from api.web_app import create_app
from tests.web_fakes import DIGEST, LAW, NOW, World, make_world

QUOTE = "应当取得公开募捐资格。\n依法登记满一年"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def client(world: World) -> Iterator[TestClient]:
    with TestClient(create_app(world.services)) as client:
        yield client


def test_the_passage_is_marked_across_lines_and_linked_once(client: TestClient) -> None:
    start = LAW.text.index(QUOTE)
    page = client.get(f"/policies/charity-law?start={start}&end={start + len(QUOTE)}").text

    marks = re.findall(r"<mark(?: id=\"passage\")?>(.*?)</mark>", page)
    assert marks == ["应当取得公开募捐资格。", "依法登记满一年"]
    assert page.count('id="passage"') == 1
    assert "<h2>第一章　总则</h2>" in page


def test_tier_source_and_dates_are_shown(client: TestClient) -> None:
    page = client.get("/policies/charity-law").text

    for shown in ("官方原文", "现行有效", "主席令第十六号", "2024-09-05", LAW.source):
        assert shown in page
    assert "<mark" not in page
    assert "依据转述" not in page


def test_a_digest_says_that_it_is_one(client: TestClient) -> None:
    page = client.get("/policies/fund-digest").text

    assert "依据转述，未见原文" in page
    assert "施行日期不详" in page
    assert DIGEST.status_note in page
    assert "<h3>" not in page
    assert "<h2>一、比例</h2>" in page


def test_an_expired_document_and_one_not_yet_in_force_say_so(
    client: TestClient, world: World
) -> None:
    assert "已失效" in client.get("/policies/old-rule").text

    world.clock.at = NOW - timedelta(days=1000)
    assert "尚未施行，2024-09-05 起施行" in client.get("/policies/charity-law").text


def test_an_offset_outside_the_text_marks_nothing_and_says_so(client: TestClient) -> None:
    page = client.get("/policies/charity-law?start=5&end=99999").text

    assert "<mark" not in page
    assert "与现在的文本不一致" in page


def test_an_unknown_document_helps_on(client: TestClient) -> None:
    page = client.get("/policies/none", headers={"Accept": "text/html"})

    assert page.status_code == 404
    assert "没有找到这份文件" in page.text


@given(
    text=st.text(alphabet="第一二章节条 　#\n正文。", max_size=60),
    start=st.integers(0, 60),
    length=st.integers(0, 60),
)
def test_what_is_marked_is_the_passage_and_nothing_else(text: str, start: int, length: int) -> None:
    parts = [part for block in blocks(text, start, start + length) for part in block.parts]
    marked = "".join(part.text for part in parts if part.marked)

    def bare(piece: str) -> str:
        return re.sub(r"[\s#]", "", piece)

    assert bare(marked) == bare(text[start : start + length])
    assert bare("".join(part.text for part in parts)) == bare(text)
    assert sum(part.first for part in parts) == bool(marked)
