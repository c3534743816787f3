"""The pictures of flows and of the ticket's states say what the declarations say."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from api.cli import app
from api.diagrams.chart import Chart, Kind, Move, Node, chart_of_flow, chart_of_ticket
from api.diagrams.drawing import drawing
from api.diagrams.files import charts, files
from api.diagrams.mermaid import mermaid
from api.diagrams.procedure_chart import chart_of_procedure
from api.domain.ticket import MOVES, TicketStatus
from bot.dialogue.flows import FLOWS
from bot.dialogue.flows.report import REPORT
from knowledge.procedure_files import load_procedures

ASSETS = Path(__file__).parents[2] / ".github" / "assets"
SVG = "{http://www.w3.org/2000/svg}"


def test_the_pictures_in_the_repository_are_those_of_the_declarations() -> None:
    for name, content in files().items():
        kept = ASSETS / name
        again = f"{name} is out of date: run `shanhai flows --out .github/assets`"
        assert kept.is_file(), again
        assert kept.read_text(encoding="utf-8") == content, again
    gone = {one.name for one in ASSETS.glob("flow-*")} - files().keys()
    assert not gone, f"nothing draws these any more: {sorted(gone)}"


def test_every_flow_has_a_picture_with_every_question_in_order() -> None:
    assert {chart.name for chart in charts()} == {*FLOWS, "ticket", *load_procedures()}
    for flow in FLOWS.values():
        keys = [node.key for node in chart_of_flow(flow).nodes]
        assert [key for key in keys if key in {step.slot for step in flow.steps}] == [
            step.slot for step in flow.steps
        ]


def test_what_may_be_skipped_chosen_or_sent_is_marked() -> None:
    marks = {node.key: node.marks for node in chart_of_flow(REPORT).nodes}
    assert marks["place"] == ("按省市选",)
    assert marks["category"] == ("11 个选项",)
    assert marks["evidence"] == ("可跳过", "发文件")


def test_the_ticket_shows_exactly_the_moves_of_its_table() -> None:
    drawn = {(move.source, move.target) for move in chart_of_ticket().moves}
    assert drawn == {(one.value, other.value) for one, all_ in MOVES.items() for other in all_}
    assert len(chart_of_ticket().nodes) == len(TicketStatus)


@pytest.mark.parametrize("chart", charts(), ids=lambda chart: chart.name)
def test_each_drawing_is_whole_and_has_an_arrow_for_every_move(chart: Chart) -> None:
    root = ElementTree.fromstring(drawing(chart))
    arrows = [one for one in root.iter(f"{SVG}path") if one.get("marker-end")]
    assert len(arrows) == len(chart.moves)
    words = [one.text or "" for one in root.iter(f"{SVG}text")]
    for node in chart.nodes:
        assert node.title in words
    width, height = int(root.attrib["width"]), int(root.attrib["height"])
    for box in root.iter(f"{SVG}rect"):
        assert int(box.get("x", "0")) + int(box.attrib["width"]) <= width
        assert int(box.get("y", "0")) + int(box.attrib["height"]) <= height


def test_a_procedure_marks_where_an_application_stands_also_in_words() -> None:
    procedure = load_procedures()["service-relief-fund"]
    chart = chart_of_procedure(procedure, "沪帮沪助", "delivery")
    marked = [node.title for node in chart.nodes if node.kind is Kind.HERE]
    assert marked == ["服务实施"]
    assert "现在在“服务实施”</title>" in drawing(chart)
    assert "现在在这里" in drawing(chart)
    assert "现在在" not in drawing(chart_of_procedure(procedure, "沪帮沪助", "nowhere"))


def test_moves_that_pass_boxes_never_share_a_line_unless_they_lead_to_the_same() -> None:
    nodes = tuple(Node(str(number), str(number)) for number in range(6))
    moves = (Move("0", "2"), Move("1", "3"), Move("0", "5"), Move("1", "5"), Move("4", "0"))
    picture = drawing(Chart("x", "x", nodes, moves))
    lanes = [int(lane) for lane in re.findall(r'd="M\d+ \d+H(\d+)V', picture)]
    assert len(lanes) == 5
    assert len(set(lanes)) == 4  # the two that lead to 5 share theirs


def test_words_are_escaped_and_cut_to_their_box() -> None:
    node = Node("a", 'a<b & "c"', "很" * 80)
    picture = drawing(Chart("x", "x", (node,), (), note="每一步" * 60))
    assert "a&lt;b &amp; " in picture
    assert "很…" in picture
    assert picture.count("每一步") >= 2
    assert "#quot;c#quot;" in mermaid(Chart("x", "x", (node,), ()))


def test_the_command_writes_the_files_or_prints_the_text(tmp_path: Path) -> None:
    written = CliRunner().invoke(app, ["flows", "--out", str(tmp_path / "new")])
    assert written.exit_code == 0
    assert {one.name for one in (tmp_path / "new").iterdir()} == files().keys()
    printed = CliRunner().invoke(app, ["flows"])
    assert printed.stdout.count("flowchart TD") == len(charts())
