"""The pages on which organisations apply: known by the chat's cookie, and only for their own."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.domain.application_event import Act, Standing, Wish
from api.store import applications
from api.store.database import Database
from tests.api.applicants_office import ApplicantsOffice, open_applicants_office
from tests.api.application_office import RELIEF, SPECIAL
from tests.desk_fakes import SAME


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> ApplicantsOffice:
    return open_applicants_office(sqlite_database, tmp_path)


def test_a_member_applies_on_the_page_and_sees_where_it_stands(office: ApplicantsOffice) -> None:
    wang = office.member("wang")
    assert "上海市示例基金会的申报" in wang.get("/apply")
    page = wang.apply()
    assert "申报已提交" in page
    assert "真实性初审 · 等工作人员办理" in page
    assert "初步符合，待核原文" in page
    assert "单个公益项目得到的资助不超过该项目投入资金总额的30%" in page
    assert "S1 乡村助学" in office.member("qian").get("/apply")
    assert office.one().events[0].actor.startswith("member ")


def test_a_form_sent_twice_is_one_application(office: ApplicantsOffice) -> None:
    wang = office.member("wang")
    wang.apply(key="same")
    wang.apply(key="same")
    with office.database.read() as unit:
        assert len(applications.found(unit)) == 1


def test_more_rows_and_the_check_keep_what_was_typed_and_submit_nothing(
    office: ApplicantsOffice,
) -> None:
    wang = office.member("wang")
    rows = ["图书", "培训", "", "", "", ""]
    amounts = ["12万", "不知道", "", "", "", ""]
    page = wang.apply(act="more", line_name=rows, line_fen=amounts, line_requested=[""] * 6)
    assert page.count('name="line_name"') == len(rows) + 2
    assert 'value="不知道"' in page
    checked = wang.apply(act="check", line_requested=["8万", "", ""])
    assert "按已知条件暂不具备" in checked
    assert 'value="乡村助学"' in checked
    with office.database.read() as unit:
        assert applications.found(unit) == ()


def test_what_cannot_be_is_said_and_what_was_typed_is_kept(office: ApplicantsOffice) -> None:
    wang = office.member("wang")
    page = wang.apply(422, place="某个地方")
    assert "没有认准项目实施地" in page
    assert 'value="乡村助学"' in page
    assert "不完整" in wang.apply(422, key="")


def test_what_was_typed_is_kept_when_the_browser_is_not_known_any_more(
    office: ApplicantsOffice,
) -> None:
    wang = office.member("wang")
    wang.get(f"/apply/new?programme={SPECIAL}")
    wang.client.cookies.clear()
    page = wang.apply(422)
    assert "还没有提交，填的内容都在这一页" in page
    assert 'value="乡村助学"' in page
    with office.database.read() as unit:
        assert applications.found(unit) == ()


def test_a_correction_is_shown_again_when_the_browser_is_not_known_any_more(
    office: ApplicantsOffice,
) -> None:
    wang = office.member("wang")
    wang.apply()
    wang.client.cookies.clear()
    sent = {"act": "answered", "note": "清单已补", "line_name": ["图书", "培训"]}
    answer = wang.client.post("/apply/1", data=sent, headers=SAME)
    assert answer.status_code == 404
    assert "还没有提交" in answer.text
    assert "清单已补" in answer.text
    assert "图书 培训" in answer.text


def test_a_budget_that_cannot_be_names_its_row(office: ApplicantsOffice) -> None:
    wang = office.member("wang")
    names, amounts = ["图书", "", "培训"], ["12万", "", "3万"]
    page = wang.apply(422, line_name=names, line_fen=amounts, line_requested=["3万", "", "-1"])
    assert "预算第 3 行：请用数字写金额" in page
    page = wang.apply(422, line_name=names, line_fen=amounts, line_requested=["3万", "", "4万"])
    assert "预算第 3 行：“培训”申请的资助不能超过这一行的金额" in page


def test_a_return_is_mended_with_the_form_and_an_old_page_is_refused(
    office: ApplicantsOffice,
) -> None:
    wang = office.member("wang")
    wang.apply()
    assert "补正了什么" not in wang.get("/apply/1")
    assert "不能补正" in wang.change("answered", 422)
    office.returned("请补清单")
    page = wang.get("/apply/1")
    assert "退回补正：请补清单" in page
    assert 'value="乡村助学"' in page
    assert "刚有新的记录" in wang.change("answered", 422, version="1", title="乡村助学二")
    assert 'value="乡村助学二"' in wang.page
    assert 'value="乡村助学三"' in wang.change("more", title="乡村助学三", note="补了清单")
    assert "补了清单" in wang.page
    done = wang.change("answered", title="乡村助学二", note="补了清单")
    assert "补正已提交" in done
    assert "补了清单" in done
    assert office.one().project.title == "乡村助学二"


def test_it_is_withdrawn_with_a_reason(office: ApplicantsOffice) -> None:
    wang = office.member("wang")
    wang.apply()
    assert "为什么撤回" in wang.change("withdrawn", 422, note=" ")
    assert "申报已撤回" in wang.change("withdrawn", note="预算有变")
    assert office.one().standing is Standing.WITHDRAWN
    assert "已经办结，只能查看" in wang.page


def test_scores_and_declarations_are_not_shown_to_the_organisation(
    office: ApplicantsOffice,
) -> None:
    wang = office.member("wang")
    wang.apply(programme=RELIEF)
    before = office.one()
    with office.database.begin() as unit:
        declared = Wish(Act.DECLARED, "内部说明", {"conflict": False})
        after = before.with_entry(office.procedures[RELIEF], declared, "li", unit.now)
        applications.save(unit, before, after)
    page = wang.get("/apply/1")
    assert "利益关系" not in page
    assert "内部说明" not in page


def test_what_came_of_it_is_shown_once_it_is_there(office: ApplicantsOffice) -> None:
    wang = office.member("wang")
    wang.apply()
    assert "协议资助" not in wang.page
    before = office.one()
    signed = replace(before, stage="agreement")
    with office.database.begin() as unit:
        plan = [{"what": "开班", "due": "2026-08-30", "fen": None}]
        wish = Wish(
            Act.PASSED, data={"fen": 3_500_000, "code": "X1", "pool": 0, "milestones": plan}
        )
        after = signed.with_entry(office.procedures[SPECIAL], wish, "li", unit.now)
        applications.save(unit, before, after)
    page = wang.get("/apply/1")
    assert "协议资助</dt><dd><strong>35,000 元" in page
    assert "已晚 2 天" in page
    assert 'value="withdrawn"' not in page
    assert "不能自己撤回" in wang.change("withdrawn", 422, note="不做了")


def test_strangers_and_other_organisations_see_and_change_nothing(
    office: ApplicantsOffice,
) -> None:
    office.member("wang").apply()
    for name in ("stranger", "other"):
        who = office.member(name)
        assert "没有找到 S1" in who.get("/apply/1", 404)
        assert "乡村助学" not in who.get("/apply")
        answer = who.client.post("/apply/1", data={"act": "withdrawn", "note": "x"}, headers=SAME)
        assert answer.status_code == 404
    assert office.one().standing is Standing.STAFF


def test_who_is_not_known_is_told_how_to_become_a_member(office: ApplicantsOffice) -> None:
    nobody = office.browser()
    page = nobody.get("/apply")
    assert "认不出您是哪家机构的" in page
    assert "登记机构" in page
    assert "您还没有加入机构" in office.member("stranger").get("/apply")
    assert "认不出您是哪家机构的" in nobody.get(f"/apply/new?programme={SPECIAL}")


def test_another_site_cannot_send_the_form(office: ApplicantsOffice) -> None:
    wang = office.member("wang")
    answer = wang.client.post(
        "/apply/new", data=wang.fields(), headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    with office.database.read() as unit:
        assert applications.found(unit) == ()


def test_who_acts_for_several_chooses_and_no_other_programme_is_offered(
    office: ApplicantsOffice,
) -> None:
    both = office.member("both")
    form = both.get(f"/apply/new?programme={SPECIAL}")
    assert form.count('<option value="org') == 2
    assert "不是这家机构的成员" in both.apply(422, organisation="org-of-nobody")
    assert "没有这个专项" in both.get("/apply/new?programme=registration-foundation", 404)
