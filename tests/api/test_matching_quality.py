"""The quality of the matching is measured on judged pairs, from files, beside simpler rankings."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.matching_quality.cases import CaseError, case_need, case_offer, judgements, read_areas
from api.matching_quality.evaluate import quality
from knowledge.places.gazetteer import Gazetteer

# Made up, in the shape of the cases.
ORGANISATIONS = [
    {
        "id": f"O{number}",
        "name": name,
        "type": "基金会",
        "home": "上海",
        "focus_categories": [category],
        "programmes": [programme],
        "areas": areas,
        "figures": "",
    }
    for number, name, category, programme, areas in (
        (1, "石榴基金会", "教育", "冬衣与棉被", ["云南普洱"]),
        (2, "山茶基金会", "教育", "乡村教师培训", ["云南"]),
        (3, "海棠慈善会", "医疗卫生", "白内障手术", ["青海玉树"]),
        (4, "木棉中心", "产业就业", "农产品销售", ["四川甘孜阿坝"]),
        (5, "紫藤平台", "其他", "需求发布", ["对口地区"]),
    )
]
NEEDS = [
    {
        "id": f"N{number}",
        "raw_text": text,
        "gold": {
            "province": province,
            "prefecture": prefecture,
            "county": None,
            "place": None,
            "category": category,
            "category_secondary": None,
            "beneficiaries": {"count": 20, "households": None, "kind": people},
            "items": [{"name": item, "qty": 20, "unit": None}],
            "budget_yuan": 5000,
            "funding_gap_yuan": None,
            "deadline": None,
        },
    }
    for number, text, province, prefecture, category, people, item in (
        (1, "孩子们缺冬衣。", "云南省", "普洱市", "教育", "小学生", "冬衣"),
        (2, "牧民看不清路。", "青海省", "玉树州", "医疗卫生", "牧民", "白内障手术"),
        (3, "村口的路坏了。", "河南省", None, "基础设施与饮水", "村民", "修路"),
    )
]
JUDGED = "N1: {O1: [3, 冬衣], O2: [1, 地区]}\nN2: {O3: [3, 手术]}\nN3: {}\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def evaluated(folder: Path, judged: str = JUDGED, *more: str) -> Result:
    arguments = ["evaluate", "matching"]
    for name, rows in (("needs", NEEDS), ("organisations", ORGANISATIONS)):
        file = folder / f"{name}.jsonl"
        file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        arguments += [f"--{name}", str(file)]
    file = folder / "judgements.yaml"
    file.write_text(judged, encoding="utf-8")
    return CliRunner().invoke(app, [*arguments, "--judgements", str(file), *more])


def test_the_command_reports_the_matching_beside_the_baseline_and_chance(tmp_path: Path) -> None:
    result = evaluated(tmp_path, JUDGED, "--json")
    assert result.exit_code == 0, result.output
    body = json.loads(result.stdout)
    metrics = body["metrics"]
    assert body["cases"] == 2
    assert body["failures"] == []
    assert metrics["nDCG@5"] == metrics["hit@1"] == 1
    assert metrics["random_nDCG@5"] < metrics["baseline_nDCG@5"] <= 1
    assert metrics["gain_low"] <= metrics["gain"] <= metrics["gain_high"]
    assert metrics["unanswerable"] == 1
    assert metrics["organisations"] == 3
    assert metrics["reverse_nDCG@5"] == 1
    assert metrics["reverse_baseline_nDCG@5"] <= 1


def test_a_half_is_the_needs_with_an_odd_or_an_even_number(tmp_path: Path) -> None:
    odd = json.loads(evaluated(tmp_path, JUDGED, "--half", "odd", "--json").stdout)
    even = json.loads(evaluated(tmp_path, JUDGED, "--half", "even", "--json").stdout)
    assert (odd["cases"], odd["metrics"]["unanswerable"]) == (1, 1)
    assert (even["cases"], even["metrics"]["unanswerable"]) == (1, 0)


def test_a_need_whose_best_helper_is_not_first_is_named(tmp_path: Path) -> None:
    body = json.loads(evaluated(tmp_path, "N1: {O5: [2, 平台]}", "--json").stdout)
    assert body["failures"] == [{"need": "N1", "first": ["O1", "O2", "O5"], "best": "O5"}]


@pytest.mark.parametrize(
    ("judged", "sentence"),
    [
        ("N9: {O1: [3, 冬衣]}", "there is no need N9"),
        ("N1: {O1: [4, 冬衣]}", "a grade is 0 to 3, not 4"),
        ("[N1]", "expected a mapping"),
        ("N1: {", "not YAML"),
    ],
)
def test_judgements_that_cannot_be_read_end_the_command(
    tmp_path: Path, judged: str, sentence: str
) -> None:
    result = evaluated(tmp_path, judged)
    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("云南", ["云南省"]),
        ("四川甘孜阿坝", ["四川省甘孜藏族自治州", "四川省阿坝藏族羌族自治州"]),
        (
            "云南大理州漾濞、永平等5县",
            ["云南省大理白族自治州漾濞彝族自治县", "云南省大理白族自治州永平县"],
        ),
        ("山区学校", []),
    ],
)
def test_the_areas_of_an_organisation_are_read(
    gazetteer: Gazetteer, text: str, areas: list[str]
) -> None:
    assert [str(area) for area in read_areas(text, gazetteer)] == areas


def test_a_case_without_what_is_needed_says_so(gazetteer: Gazetteer) -> None:
    with pytest.raises(CaseError, match="need N8: no gold"):
        case_need({"id": "N8"}, gazetteer)
    with pytest.raises(CaseError, match="organisation O8: no name"):
        case_offer({"id": "O8"}, gazetteer)
    with pytest.raises(CaseError, match="no category 航天"):
        case_offer(ORGANISATIONS[0] | {"focus_categories": ["航天"]}, gazetteer)


def test_quality_counts_grades_by_their_place_in_the_order() -> None:
    assert quality(["a", "b"], {"a": 3, "b": 1}).ndcg == pytest.approx(1)
    assert quality(["b", "a"], {"a": 3, "b": 1}).ndcg == pytest.approx(0.7098, abs=1e-4)
    assert quality(["c", "d"], {"a": 3}).hit == 0


def test_the_judgements_kept_here_are_whole() -> None:
    text = (Path(__file__).parent / "domain" / "match_judgements.yaml").read_text(encoding="utf-8")
    grades = judgements(text, [f"N{number:03}" for number in range(1, 89)])
    assert len(grades) == 44
    assert sum(bool(pairs) for pairs in grades.values()) == 31
