"""Writing a service on the pages, without script: what is typed is kept as a draft, nothing typed is lost, and
what is wrong is said where it is."""

import json
import re
from html import unescape

import pytest
import sqlalchemy as sa
from test_admin_pages import browser, changes
from test_pages import outline
from test_service_versions import CODE, GUIDE, LIST, PAGE, errors, exported, press

from server.services.words import LANGUAGES
from server.store import tables as t

#: A text that is missing shows its key.
KEYS = re.compile(r"\b(admin|server|label|plain)\.(?!css)[a-z_.]+\b")
PARTS = (
    "definition",
    "conditions",
    "questions",
    "materials",
    "steps",
    "sections",
    "fields",
    "rules",
)
#: Those of the form.
OF_FORM = ("sections", "fields", "rules")


@pytest.fixture
def admin(lite_world):
    """An administrator's browser."""
    return browser(lite_world, "admin")


def address(path: str) -> str:
    """Of a part of the one service, or with ../code of another."""
    return f"{LIST}/{path[3:]}" if path.startswith("../") else f"{PAGE}/{path}"


def typed(client, path: str) -> dict[str, list[str]]:
    """What the form of a page holds, as a browser would send it."""
    text = client.get(address(path)).text
    form = re.search(r'<form class="card" id="page".*?</form>', text, re.S)[0]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, kind = (re.search(rf'{n}="([^"]*)"', tag) for n in ("name", "type"))
        value = re.search(r'value="([^"]*)"', tag)
        if kind[1] not in ("checkbox", "radio") or " checked" in tag:
            found.setdefault(name[1], []).append(unescape(value[1]))
    for name, options in re.findall(
        r'<select id="[^"]+" name="([^"]+)".*?>(.*?)</select>', form, re.S
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = [unescape(chosen[1]) if chosen else ""]
    for name, value in re.findall(
        r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.S
    ):
        found[name] = [unescape(value)]
    return found


def save(client, path: str, **members):
    """The page after these were typed; name__part means name.part."""
    values = typed(client, path)
    for name, value in members.items():
        values[name.replace("__", ".")] = value if isinstance(value, list) else [value]
    return client.post(address(path), data=values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_and_item_of_a_service_is_a_page_that_changes_nothing_when_it_is_saved(
    lite_world, admin, language
):
    affairs = lite_world.window.reference.affairs
    before = json.loads(affairs.written[CODE].json)
    for part in PARTS:
        page = admin.get(f"{PAGE}/{part}", headers={"Accept-Language": language})
        assert page.status_code == 200, part
        outline(page)
        assert not KEYS.search(re.sub("<[^>]*>", " ", page.text)), part
    holders = {**before["service"], **{part: before["form"].get(part, []) for part in OF_FORM}}
    paths = [f"{part}/{at}" for part in PARTS[1:] for at in range(len(holders[part]))]
    assert len(paths) > 20
    for path in ("definition", *paths):
        page = admin.get(f"{PAGE}/{path}", headers={"Accept-Language": language})
        outline(page)
        assert not KEYS.search(re.sub("<[^>]*>", " ", page.text)), path
        answer = save(admin, path)
        assert answer.status_code == 200, (path, errors(answer))
        assert "草稿存好了" in answer.text
        assert exported(admin) == before, path


def test_a_field_of_any_sort_in_any_service_stays_as_it_is_when_it_is_saved(lite_world, admin):
    sorts = {}
    for code, bundle in lite_world.window.reference.affairs.written.items():
        for at, field in enumerate((bundle.form or {}).get("fields", ())):
            sort = (field.get("type"), field.get("use"), *sorted(set(field) - {"path", "section"}))
            sorts.setdefault(sort, (code, at))
    assert len(sorts) > 20
    for sort, (code, at) in sorts.items():
        before = exported(admin, code)
        page = admin.get(f"{LIST}/{code}/fields/{at}")
        outline(page)
        answer = save(admin, f"../{code}/fields/{at}")
        assert answer.status_code == 200, (sort, errors(answer))
        assert exported(admin, code) == before, sort


def test_heads_are_changed_and_residents_see_it_once_it_is_published(lite_world, admin):
    answer = save(
        admin,
        "definition",
        **{"title.zh-CN": "长寿津贴", "title.en": "Long life allowance"},
        time__promised="9",
        department="community",
        fee="charged",
        **{"fee_words.zh-CN": "工本费 5 元", "fee_words.en": "5 yuan"},
    )
    assert answer.status_code == 200, errors(answer)
    assert "长寿津贴" not in browser(lite_world, None).get(GUIDE).text
    for action in ("ready", "publish"):
        assert press(admin, action).status_code == 200
    guide = browser(lite_world, None).get(GUIDE).text
    assert "长寿津贴" in guide
    assert "工本费 5 元" in guide
    assert "社区建设科" in guide


def test_what_is_wrong_is_said_at_its_field_and_everything_typed_is_kept(lite_world, admin):
    answer = save(
        admin,
        "definition",
        **{"title.zh-CN": "长寿津贴"},
        time__promised="九",
        department="nowhere",
    )
    assert answer.status_code == 422
    outline(answer)
    assert 'id="time.promised-error"' in answer.text
    assert 'id="department-error"' in answer.text
    assert 'value="九"' in answer.text
    assert 'value="长寿津贴"' in answer.text
    assert changes(lite_world) == []


def test_a_rule_is_picked_in_three_parts(admin):
    answer = save(
        admin,
        "conditions/0",
        require__what="fact:person.birth_date",
        require__how="years_ge",
        require__value="70",
    )
    assert answer.status_code == 200, errors(answer)
    rule = exported(admin)["service"]["conditions"][0]["require"]
    assert rule == ["ge", ["years", ["fact", "person.birth_date"], ["today"]], 70]
    assert "从出生日期到今天的年数不小于 70" in answer.text


def test_a_rule_that_does_not_parse_says_where_and_stays_as_it_was_typed(lite_world, admin):
    raw = '["and",\n ["eq", ["fact", "person.veteran"], true],\n oops]'
    answer = save(admin, "conditions/0", require__raw=raw)
    assert answer.status_code == 422
    outline(answer)
    assert "第 3 行第 2 个字" in "".join(errors(answer))
    assert "oops" in answer.text
    assert changes(lite_world) == []


def test_a_rule_that_makes_no_sense_is_kept_and_told_with_the_way_to_it(admin):
    raw = '["eq", ["fact", "person.nowhere"], true]'
    answer = save(admin, "conditions/1", require__raw=raw)
    assert answer.status_code == 200
    assert "没有这样已知的事：person.nowhere" in answer.text
    page = admin.get(PAGE)
    outline(page)
    assert "改好 1 处才能发布" in page.text
    assert f'href="{PAGE}/conditions/1"' in page.text
    assert press(admin, "ready").status_code == 409


def test_fields_that_wait_for_one_another_are_told(admin):
    admin.post(f"{PAGE}/fields", data={"action": "add", "seen": "0"})
    fields = exported(admin)["form"]["fields"]
    new = next(at for at, one in enumerate(fields) if one.get("path") == "own_1")
    old = next(at for at, one in enumerate(fields) if one.get("path") == "abroad")
    labels = {"label.zh-CN": "住在哪", "label.en": "Where"}
    save(admin, f"fields/{new}", **labels, show_if__what="answer:abroad", show_if__how="answered")
    answer = save(admin, f"fields/{old}", show_if__what="answer:own_1", show_if__how="answered")
    assert answer.status_code == 200, errors(answer)
    assert "成了圈" in answer.text
    assert "成了圈" in admin.get(PAGE).text


def own_field(admin) -> tuple[str, dict]:
    """The page of a new field of the form, and its words."""
    made = admin.post(f"{PAGE}/fields", data={"action": "add", "seen": "0"})
    labels = {"label.zh-CN": "住在哪", "label.en": "Where"}
    return made.headers["location"].removeprefix(f"{PAGE}/"), labels


def rule_of(admin, path: str):
    field = exported(admin)["form"]["fields"][int(path.rsplit("/", 1)[1])]
    return field.get("show_if")


def test_a_rule_of_several_rows_is_picked_said_as_a_sentence_and_taken_apart_again(admin):
    path, labels = own_field(admin)
    first = {"show_if__what": "answer:abroad", "show_if__how": "holds"}
    answer = save(admin, path, **labels, **first)
    assert rule_of(admin, path) == ["answer", "abroad"]
    # After a save there is an empty row for one more.
    second = {
        "show_if__1__what": "fact:person.birth_date",
        "show_if__1__how": "le",
        "show_if__1__other": "today",
        "show_if__join": "or",
    }
    answer = save(admin, path, **second)
    assert answer.status_code == 200, errors(answer)
    today = ["le", ["fact", "person.birth_date"], ["today"]]
    assert rule_of(admin, path) == ["or", ["answer", "abroad"], today]
    assert " 或者 " in answer.text
    assert "不超过 今天" in answer.text
    # The first row is emptied: the other is the whole rule.
    save(admin, path, show_if__what="", show_if__how="")
    assert rule_of(admin, path) == today
    save(admin, path, show_if__what="", show_if__how="", show_if__other="")
    assert rule_of(admin, path) is None


def test_what_is_wrong_in_a_row_is_said_at_that_row_and_all_rows_stay_as_typed(admin):
    path, labels = own_field(admin)
    save(admin, path, **labels, show_if__what="answer:abroad", show_if__how="holds")
    both = {
        "show_if__1__what": "fact:person.birth_date",
        "show_if__1__how": "years_ge",
        "show_if__1__value": "eighty",
    }
    answer = save(admin, path, **both)
    assert answer.status_code == 422
    assert 'href="#show_if.1.value"' in answer.text
    assert 'value="eighty"' in answer.text
    assert rule_of(admin, path) == ["answer", "abroad"]


def test_a_rule_that_rows_cannot_say_stays_as_text_and_says_so(admin):
    path, labels = own_field(admin)
    nested = ["or", ["answered", "abroad"], ["and", ["answered", "home"], ["answer", "abroad"]]]
    save(admin, path, **labels, show_if__raw=json.dumps(nested))
    page = admin.get(f"{PAGE}/{path}").text
    assert "不会变" in page
    save(admin, path)
    assert rule_of(admin, path) == nested
    simple = ["and", ["answered", "abroad"], ["answer", "abroad"]]
    answer = save(admin, path, show_if__raw=json.dumps(simple))
    assert "不会变" not in answer.text
    assert rule_of(admin, path) == simple


def test_a_field_is_added_written_moved_and_taken_out(lite_world, admin):
    made = admin.post(f"{PAGE}/fields", data={"action": "add", "seen": "0"})
    assert made.status_code == 303
    path = made.headers["location"].removeprefix(f"{PAGE}/")
    assert "缺一处文字" in admin.get(f"{PAGE}/{path}").text
    answer = save(
        admin,
        path,
        **{"label.zh-CN": "现在跟谁住", "label.en": "Who you live with"},
        type="choice",
        max="",
        required="yes",
        options="alone | 一个人住 | Alone\nchildren | 跟子女住 | With children",
    )
    assert answer.status_code == 200, errors(answer)
    assert "改好" not in admin.get(PAGE).text
    name, at = path.split("/")
    seen = typed(admin, path)["seen"][0]
    moved = admin.post(f"{PAGE}/{name}", data={"action": f"up-{at}", "seen": seen})
    assert moved.status_code == 303
    assert exported(admin)["form"]["fields"][int(at) - 1]["path"] == "own_1"
    for action in ("ready", "publish"):
        assert press(admin, action).status_code == 200
    form = lite_world.window.reference.affairs.forms[CODE]
    field = next(one for one in form["fields"] if one["path"] == "own_1")
    assert field["options"] == ["alone", "children"]
    page = browser(lite_world, "13800000001").get(f"/plain/apply/{CODE}").text
    assert "现在跟谁住" in page
    assert "跟子女住" in page
    seen = re.search(r'name="seen" value="(\d+)"', admin.get(f"{PAGE}/fields").text)[1]
    admin.post(f"{PAGE}/fields", data={"action": f"remove-{int(at) - 1}", "seen": seen})
    assert "own_1" not in json.dumps(exported(admin))


def test_a_paper_brings_the_field_of_its_photos_and_takes_it_along(admin):
    made = admin.post(f"{PAGE}/materials", data={"action": "add", "seen": "0"})
    path = made.headers["location"].removeprefix(f"{PAGE}/")
    texts = {"called.zh-CN": "居住证明", "called.en": "Proof of residence"}
    texts |= {"how_to.zh-CN": "拍清楚公章", "how_to.en": "With its seal"}
    answer = save(admin, path, **texts, photos="photo", required="yes")
    assert answer.status_code == 200, errors(answer)
    assert service_is_right(admin)
    (field,) = [
        f for f in exported(admin)["form"]["fields"] if f.get("path") == "materials.paper_1"
    ]
    assert field["required"] is True
    save(admin, path, minor="yes")
    (field,) = [
        f for f in exported(admin)["form"]["fields"] if f.get("path") == "materials.paper_1"
    ]
    assert "required" not in field
    assert service_is_right(admin)
    name, at = path.split("/")
    seen = typed(admin, path)["seen"][0]
    admin.post(f"{PAGE}/{name}", data={"action": f"remove-{at}", "seen": seen})
    assert "paper_1" not in json.dumps(exported(admin))
    assert service_is_right(admin)


def service_is_right(admin) -> bool:
    return "检查都通过了" in admin.get(PAGE).text


def test_a_question_is_added_and_answered(lite_world, admin):
    made = admin.post(f"{PAGE}/questions", data={"action": "add", "seen": "0"})
    path = made.headers["location"].removeprefix(f"{PAGE}/")
    texts = {"ask.zh-CN": "能代领吗？", "ask.en": "May somebody else collect it?"}
    texts |= {"answer.zh-CN": "能。", "answer.en": "Yes."}
    assert save(admin, path, **texts).status_code == 200
    assert "能代领吗？" in admin.get(f"{PAGE}/questions").text
    for action in ("ready", "publish"):
        press(admin, action)
    assert "能代领吗？" in browser(lite_world, None).get(GUIDE).text


def test_when_somebody_else_saved_meanwhile_both_are_shown_and_nothing_is_lost(world):
    one, two = browser(world, "admin"), browser(world, "admin")
    mine = typed(one, "definition")
    assert save(two, "definition", **{"title.zh-CN": "长者津贴"}).status_code == 200
    mine["title.zh-CN"] = ["长寿津贴"]
    answer = one.post(f"{PAGE}/definition", data=mine)
    assert answer.status_code == 409
    outline(answer)
    assert 'value="长寿津贴"' in answer.text
    assert "别人存的：长者津贴" in answer.text
    texts = exported(one)["texts"]["zh-CN"]
    assert texts[f"service.{CODE}.title"] == "长者津贴"
    # Having seen both, it is saved.
    seen = re.search(r'name="seen" value="(\d+)"', answer.text)[1]
    assert one.post(f"{PAGE}/definition", data={**mine, "seen": seen}).status_code == 200
    assert exported(one)["texts"]["zh-CN"][f"service.{CODE}.title"] == "长寿津贴"


@pytest.mark.parametrize(
    "path", ["nothing", "conditions/99", "conditions/x", "fields/-1", "texts/1", "definition/0"]
)
def test_a_part_that_is_not_there_has_no_page(admin, path):
    assert admin.get(f"{PAGE}/{path}").status_code == 404
    assert admin.post(f"{PAGE}/{path}", data={"seen": "0"}).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("13800000001", 403), ("dispatcher", 403), (None, 401)]
)
def test_nobody_else_writes_a_service(lite_world, who, status):
    client = browser(lite_world, who)
    for path in ("definition", "conditions", "conditions/0"):
        assert client.post(f"{PAGE}/{path}", data={"seen": "0"}).status_code == status
    assert changes(lite_world) == []


def test_another_look_keeps_what_was_typed(admin):
    answer = save(admin, "definition", **{"title.zh-CN": "长寿津贴"}, look="elder")
    assert 'class="elder"' in answer.text
    assert 'value="长寿津贴"' in answer.text


# --- the preview ---


def fields_of(text: str) -> list[str]:
    """What a form asks: the fields of residents, by name."""
    names = re.findall(r'<(?:input|select|textarea) [^>]*name="([^"]+)"', text)
    own = ("seen", "look", "back", "key", "for", "shown", "later.by", "later.fields")
    return [name for name in dict.fromkeys(names) if not name.startswith(own)]


def test_the_preview_asks_what_residents_are_asked_and_says_what_it_is(lite_world, admin):
    page = admin.get(f"{PAGE}/preview")
    outline(page)
    assert "这是预览" in page.text
    form = re.search(r'<form id="page".*?</form>', page.text, re.S)[0]
    real = browser(lite_world, "13800000001").get(f"/plain/apply/{CODE}").text
    real_form = re.search(r'<form id="page".*?</form>', real, re.S)[0]
    asked = [n for n in fields_of(real_form) if not n.startswith("draft")]
    assert [n for n in asked if n in fields_of(form)] == fields_of(form)
    assert len(fields_of(form)) > 8
    assert 'type="file"' in form
    assert "multipart" not in form


def test_the_preview_shows_the_draft_and_residents_do_not_see_it(lite_world, admin):
    at = next(
        at for at, f in enumerate(exported(admin)["form"]["fields"]) if f.get("path") == "abroad"
    )
    save(admin, f"fields/{at}", **{"label.zh-CN": "在外地住得多吗"})
    assert "在外地住得多吗" in admin.get(f"{PAGE}/preview").text
    real = browser(lite_world, "13800000001").get(f"/plain/apply/{CODE}").text
    assert "在外地住得多吗" not in real


def test_nothing_is_sent_from_the_preview_and_it_says_what_a_resident_would_be_told(
    lite_world, admin
):
    empty = admin.post(f"{PAGE}/preview", data={"applicant.name": "张三"})
    assert empty.status_code == 422
    outline(empty)
    assert 'value="张三"' in empty.text
    assert 'id="bank.name-error"' in empty.text
    rows = lite_world.read(
        lambda tx: (
            tx.value(sa.select(sa.func.count()).select_from(t.cases)),
            tx.value(sa.select(sa.func.count()).select_from(t.drafts)),
        )
    )
    assert rows == (0, 0)
    assert changes(lite_world) == []
    elder = admin.post(f"{PAGE}/preview", data={"applicant.name": "张三", "look": "elder"})
    assert 'class="elder"' in elder.text
    assert 'value="张三"' in elder.text


def test_a_draft_with_faults_leads_to_what_is_wrong(admin):
    save(admin, "conditions/0", require__raw='["eq", ["fact", "person.nowhere"], true]')
    answer = admin.get(f"{PAGE}/preview")
    assert answer.status_code == 303
    assert answer.headers["location"] == PAGE


def test_beside_a_field_stands_what_residents_see_and_saving_takes_none_of_it(admin):
    fields = exported(admin)["form"]["fields"]
    at = next(at for at, f in enumerate(fields) if f.get("path") == "abroad")
    page = admin.get(f"{PAGE}/fields/{at}")
    outline(page)
    assert 'name="shown.abroad"' in page.text
    assert (
        'name="shown.abroad"'
        not in re.search(r'<form class="card" id="page".*?</form>', page.text, re.S)[0]
    )
    answer = save(admin, f"fields/{at}", **{"label.zh-CN": "在外地住得多吗"})
    drawn = re.search(r'aria-labelledby="drawn".*?</section>', answer.text, re.S)[0]
    assert "在外地住得多吗" in drawn
    use = next(at for at, f in enumerate(fields) if f.get("use") == "applicant")
    assert "shown." not in admin.get(f"{PAGE}/fields/{use}").text


def test_a_guide_without_a_form_has_no_preview(lite_world, admin):
    written = lite_world.window.reference.affairs.written
    code = next(code for code, one in written.items() if one.form is None)
    assert admin.get(f"{LIST}/{code}/preview").status_code == 404
    assert admin.get(f"{LIST}/{code}/fields").status_code == 404
    assert "preview" not in admin.get(f"{LIST}/{code}").text
