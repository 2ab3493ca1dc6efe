"""Cross-checks of a form on the pages: told in their own words at their own field, and judged alike by the
program, the server and the plain page; what is wrong with them is said where it is."""

import random
import re
from html import unescape

import pytest
from applying import application, post
from form_samples import DEPARTMENTS, GRIDS, TODAY, draw_answers
from form_writing import (
    APPLY,
    both,
    button,
    carried,
    children,
    form_of,
    kept,
    made,
    published,
    stay,
)
from rules_tool import ask
from test_admin_pages import browser, changes
from test_pages import outline
from test_service_parts import KEYS, save, service_is_right
from test_service_versions import CODE, LIST, PAGE, errors, exported, press, send
from world import done

from server.rules.forms import Known, check_answers
from server.services.words import LANGUAGES


@pytest.fixture
def admin(lite_world):
    """An administrator's browser."""
    return browser(lite_world, "admin")


# --- cross-checks ---


def test_a_cross_check_is_told_at_its_field_in_its_own_words_by_page_and_api(lite_world, admin):
    stay(admin)
    rule = form_of(admin)["rules"][0]
    assert rule == {
        "id": "rule_1",
        "code": "mismatch",
        "require": ["ge", ["answer", "own_2"], ["answer", "own_1"]],
        "at": "own_2",
    }
    published(admin)
    overview = admin.get(PAGE).text
    assert "最后一天不小于 第一天" in overview
    assert "在“最后一天”上说：最后一天不能早于第一天" in unescape(overview)
    resident = browser(lite_world, "13800000001")
    typed = {**carried(resident), "own_1": "2026-03-05", "own_2": "2026-03-01"}
    told = resident.post(APPLY, data=typed)
    outline(told)
    at = re.search(r'id="own_2-error"[^>]*>([^<]+)<', told.text)
    assert at[1] == "最后一天不能早于第一天"
    english = resident.post(APPLY, data=typed, headers={"Accept-Language": "en"})
    assert "The last day cannot be before the first" in english.text
    right = resident.post(APPLY, data={**typed, "own_2": "2026-03-09"})
    assert 'id="own_2-error"' not in right.text
    days = {"own_1": "2026-03-05", "own_2": "2026-03-01"}
    client = lite_world.client()
    asked = post(client, application(client, service_version=2, **days))
    said = {one["path"]: one["message"] for one in asked.json()["error"]["fields"]}
    assert said == {"own_2": "最后一天不能早于第一天"}
    filed = application(client, service_version=2, **{**days, "own_2": "2026-03-09"})
    done(post(client, filed))


def test_the_program_finds_the_words_of_a_check_where_it_looks_for_them(lite_world, admin):
    """It says `<words of the field>.error.<code>` (ui/views/form), also of a field many services share."""
    stay(admin)
    rule = made(admin, "rules")
    kept(
        admin,
        rule,
        require__what="answer:bank.holder",
        require__how="eq",
        require__other="answer:applicant.name",
        at="bank.holder",
        **both("told", "要本人的卡", "It must be the applicant’s own card"),
    )
    published(admin)
    address = lite_world.nobody().get("/catalogue").json()["files"][f"service.{CODE}.zh-CN.json"]
    served = lite_world.nobody().get(lite_world.url + address).json()
    assert served["words"][f"form.{CODE}.own_2.error.mismatch"] == "最后一天不能早于第一天"
    assert served["words"]["part.bank.holder.error.mismatch"] == "要本人的卡"


def test_a_sum_and_a_count_are_picked_in_rows(admin):
    children(admin)
    for name in ("水费", "电费", "一共"):
        path = made(admin, "fields", "add-2")
        kept(admin, path, **both("label", name, name), type="integer", max="9999")
    rule = made(admin, "rules")
    sums = {"require__what": "answer:own_1", "require__plus": "answer:own_2"}
    kept(
        admin, rule, **sums, require__how="le", require__other="answer:own_3", at="own_3",
        **both("told", "加起来比一共的多", "Together they are more than the total"),
    )  # fmt: skip
    count = ["ge", ["count", ["answer", "list_1"]], 2]
    answer = save(
        admin,
        rule,
        require__1__what="count:list_1",
        require__1__how="ge",
        require__1__value="2",
    )
    assert answer.status_code == 200, errors(answer)
    summed = ["le", ["add", ["answer", "own_1"], ["answer", "own_2"]], ["answer", "own_3"]]
    assert form_of(admin)["rules"][0]["require"] == ["and", summed, count]
    assert "水费加 电费不超过 一共" in answer.text
    assert "孩子的个数" in answer.text
    assert service_is_right(admin)


def test_a_new_check_is_a_fault_until_it_says_what_and_where(admin):
    rule = made(admin, "rules")
    page = admin.get(PAGE)
    assert f'href="{PAGE}/{rule}"' in page.text
    assert press(admin, "ready").status_code == 409
    answer = save(admin, rule, at="abroad")
    assert answer.status_code == 422
    assert 'id="require.what-error"' in answer.text
    kept(admin, rule, at="abroad", require__what="answer:abroad", require__how="answered")
    assert service_is_right(admin)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"at": "nowhere"}, "表上没有：nowhere"),
        ({"at": "list_1.own_1"}, "每一行都问一次"),
        ({"require": ["ge", ["answer", "abroad"], 3]}, "把不同的东西放在一起比"),
        ({"require": ["answer", "list_1"]}, "规则要能回答是或否"),
        ({"require": ["median", 1]}, "没有这样的算法：median"),
        ({"require": ["any", ["answer", "abroad"], True]}, "可以填几次的一组"),
        (
            {"require": ["any", ["answer", "list_1"], ["item", "gone"]]},
            "“list_1”里没有“gone”这一项",
        ),
        ({"require": ["eq", ["item", "own_1"], "x"]}, "“item”只能写在"),
        (
            {"require": ["any", ["answer", "list_1"], ["any", ["answer", "list_1"], True]]},
            "里面不能再套一层",
        ),
        ({"require": ["ge", ["sum", ["answer", "list_1"], ["item", "own_1"]], 3]}, "不同的东西"),
        ({"code": "wrong"}, "不在可以选的里面"),
        ({"nobody": 1}, "多出一项"),
    ],
)
def test_a_check_that_cannot_be_is_refused_with_its_place_and_way(admin, rule, said):
    children(admin)
    value = exported(admin)
    sound = {"id": "one", "at": "abroad", "require": ["answered", "abroad"], "code": "mismatch"}
    value["form"]["rules"] = [{**sound, **rule}]
    press(admin, "discard")
    answer = send(admin, value)
    assert answer.status_code == 422
    told = "".join(errors(answer))
    assert said in told
    assert "核对规则 · 第 1 项" in told


def test_two_checks_told_at_one_field_are_to_be_one(admin):
    stay(admin)
    second = made(admin, "rules")
    kept(admin, second, require__what="answer:own_2", require__how="answered", at="own_2")
    page = admin.get(f"{PAGE}/{second}")
    assert "“own_2”上已经有一条规则" in unescape(page.text)
    button(admin, "rules", "remove-1")
    assert service_is_right(admin)


def test_words_in_one_language_only_are_missed_in_the_other(admin):
    _, rule = stay(admin)
    kept(admin, rule, **both("told", "最后一天不能早于第一天", ""))
    assert "英文里缺一处文字" in unescape(admin.get(f"{PAGE}/{rule}").text)


def test_a_check_that_goes_takes_its_words_along_and_no_other_s(admin):
    stay(admin)
    for at in range(9):
        path = made(admin, "rules")
        kept(admin, path, **both("told", f"第 {at} 句", f"No. {at}"), require__what="answer:abroad",
             require__how="answered", at="abroad")  # fmt: skip
    button(admin, "rules", "remove-0")
    texts = exported(admin)["texts"]["zh-CN"]
    assert f"form.{CODE}.rule.rule_1" not in texts
    assert texts[f"form.{CODE}.rule.rule_10"] == "第 8 句"


# --- all of it together ---


def whole(admin) -> None:
    """Everything that the pages can make, in one form."""
    stay(admin)
    children(admin)
    rule = made(admin, "rules")
    kept(
        admin, rule, require__what="count:list_1", require__how="le", require__value="2",
        require__1__what="", at="list_1",
        **both("told", "最多写两个孩子", "No more than two children"),
    )  # fmt: skip


def test_the_form_is_judged_alike_by_the_program_the_server_and_the_plain_page(lite_world, admin):
    whole(admin)
    published(admin)
    form = lite_world.window.reference.affairs.forms[CODE]
    draw = random.Random(5)
    days = ["2026-03-01", "2026-03-05", "2026-02-30", "", None]
    drawn = []
    for _ in range(400):
        answers = draw_answers(draw, form)
        for path in ("own_1", "own_2"):
            if draw.random() < 0.8:
                answers[path] = draw.choice(days)
        if draw.random() < 0.8:
            child = {"own_1": "小明", "own_2": draw.choice([5, 17, 18, "x"])}
            answers["list_1"] = [child] * draw.randint(0, 4)
        drawn.append(answers)
    asked = [
        {"do": "form", "form": form, "answers": one, "today": TODAY.isoformat(), "grids": GRIDS,
         "departments": DEPARTMENTS, "facts": {}}
        for one in drawn
    ]  # fmt: skip
    told = {"own_2": 0, "list_1": 0}
    for answers, theirs in zip(drawn, ask(asked), strict=True):
        mine = check_answers(form, answers, Known(GRIDS, DEPARTMENTS, TODAY, {}))
        assert [[p.path, p.code] for p in mine.problems] == theirs["errors"], answers
        for path in told:
            told[path] += [path, "mismatch"] in theirs["errors"]
    assert min(told.values()) > 10, told
    # The plain page finds the same of what can be typed there.
    resident = browser(lite_world, "13800000001")
    typed = {**carried(resident), "own_1": "2026-03-05", "own_2": "2026-03-01", "rows.list_1": "3"}
    typed |= {f"list_1.{at}.own_1": "小明" for at in range(3)}
    typed |= {f"list_1.{at}.own_2": age for at, age in enumerate(("5", "18", "x"))}
    page = resident.post(APPLY, data=typed)
    marked = set(re.findall(r'id="((?:own|list)_[^"]*)-error"', page.text))
    answers = {"own_1": "2026-03-05", "own_2": "2026-03-01"}
    answers["list_1"] = [{"own_1": "小明", "own_2": age} for age in ("5", "18", "x")]
    found = check_answers(form, answers, Known(GRIDS, DEPARTMENTS, TODAY, {})).problems
    assert marked == {p.path for p in found if p.path.startswith(("own", "list"))}
    assert {"own_2", "list_1", "list_1.1.own_2", "list_1.2.own_2"} == marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_it_is_in_words_and_saving_changes_nothing(admin, language):
    whole(admin)
    before = exported(admin)
    form = before["form"]
    group = next(i for i, f in enumerate(form["fields"]) if f.get("type") == "group")
    paths = [
        f"{part}/{at}" for part in ("sections", "rules", "fields") for at in range(len(form[part]))
    ]
    paths += [f"fields/{group}/0", f"fields/{group}/1"]
    for path in ["", "sections", "rules", "fields", *paths]:
        page = admin.get(f"{PAGE}/{path}".rstrip("/"), headers={"Accept-Language": language})
        assert page.status_code == 200, path
        outline(page)
        assert not KEYS.search(re.sub("<[^>]*>", " ", page.text)), path
    for path in paths:
        answer = save(admin, path)
        assert answer.status_code == 200, (path, errors(answer))
        assert exported(admin) == before, path


def test_what_the_draft_changes_is_said_by_name(admin):
    whole(admin)
    page = unescape(admin.get(PAGE).text)
    heads = re.findall(r'<th scope="row">([^<]+)</th>', page)
    said = re.sub("<[^>]*>", " ", page)
    assert "分组 · 住院的日子 · 中文" in heads
    assert "分组 · 顺序" in heads
    assert "申请表 · 孩子 · 几岁 · 类型" in heads
    assert "核对规则 · 最后一天不能早于第一天 · 规则" in heads
    assert "最后一天不小于 第一天" in said
    assert "核对规则 · 最后一天不能早于第一天 · 说在哪一项上" in heads
    assert not re.search(r"\b(own|list|rule|section)_\d", said), (
        "a code is shown in the place of a name"
    )


def test_exported_and_imported_it_is_the_same_and_the_audit_list_says_who(lite_world, admin):
    whole(admin)
    before = exported(admin)
    press(admin, "discard")
    assert send(admin, before).status_code == 303
    assert exported(admin) == before
    kinds = [kind for _, kind, subject in changes(lite_world) if subject == CODE]
    assert kinds[-2:] == ["service.discarded", "service.draft"]
    audit = admin.get("/plain/admin/changes")
    outline(audit)
    assert "住院的日子" in audit.text


def test_the_preview_asks_and_refuses_what_the_draft_does(admin):
    whole(admin)
    page = admin.post(f"{PAGE}/preview", data={"own_1": "2026-03-05", "own_2": "2026-03-01"})
    assert page.status_code == 422
    assert "最后一天不能早于第一天" in page.text


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("fields", {"action": "add-99"}),
        ("fields", {"action": "group-x"}),
        ("sections", {"action": "shared", "use": "home"}),
        ("rules", {"action": "group-0"}),
        ("sections/0", {"action": "take", "field": "999"}),
        ("sections/0", {"action": "add"}),
        ("fields/0", {"action": "add"}),
        ("fields/0/0", {}),
        ("fields/99/0", {}),
        ("rules/0/0", {}),
        ("rules/0", {}),
    ],
)
def test_a_button_that_is_on_no_page_does_nothing(lite_world, admin, path, data):
    assert admin.post(f"{PAGE}/{path}", data={"seen": "0", **data}).status_code == 404
    assert changes(lite_world) == []


def test_who_was_slower_is_told_and_changes_nothing(admin):
    path = children(admin)
    before = exported(admin)
    for where, action in (("sections", "remove-0"), (path, "remove-0"), ("fields", "group-0")):
        answer = admin.post(f"{PAGE}/{where}", data={"action": action, "seen": "0"})
        assert answer.status_code == 409, where
        outline(answer)
        assert "有人改过这件事" in answer.text
    assert exported(admin) == before


def test_the_pages_of_a_guide_without_a_form_have_no_form(lite_world, admin):
    written = lite_world.window.reference.affairs.written
    code = next(code for code, one in written.items() if one.form is None)
    for part in ("sections", "rules", "fields"):
        assert admin.get(f"{LIST}/{code}/{part}").status_code == 404
    page = admin.get(f"{LIST}/{code}/materials/0")
    assert "交 PDF" not in page.text
