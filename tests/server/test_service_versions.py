"""Versions of services: a draft nobody sees, checked and looked at, published, taken out of use; what runs
stays on its own."""

import copy
import json
import re
from html import unescape

import pytest
from applying import HANDLER, RESIDENT, application, apply, ask_again, post, reviewing
from test_admin_pages import browser, changes
from test_drafts import put
from test_pages import outline
from test_plain_apply import BOOK, TYPED, as_data, hidden
from test_plain_apply import PATH as APPLY
from test_plain_apply import send as filled_in
from world import World, done, refused, take

from server.ops.verify import check_all
from server.rules.service_diff import differences
from server.rules.written_service import WrittenService, read_bundle, renamed
from server.services import affairs as affairs_service
from server.services import service_editor, service_versions, settings
from server.services.service_faults import Faults
from server.services.words import LANGUAGES

LIST = "/plain/admin/services"
CODE = "elder_allowance"
PAGE = f"{LIST}/{CODE}"
GUIDE = f"/plain/services/{CODE}"


def exported(client, code: str = CODE) -> dict:
    """A service as its file."""
    answer = client.get(f"{LIST}/{code}", params={"file": "json"})
    assert answer.headers["content-disposition"] == f'attachment; filename="{code}.json"'
    return answer.json()


def send(client, value, **headers):
    """The page after a file was imported."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return client.post(
        LIST,
        data={"action": "import"},
        files={"file": ("service.json", raw)},
        headers=headers,
    )


def press(client, action: str, code: str = CODE, seen: str | None = None):
    """The page after one of its buttons."""
    page = client.get(f"{LIST}/{code}").text
    shown = re.findall(r'name="seen" value="(\d+)"', page)
    return client.post(
        f"{LIST}/{code}", data={"action": action, "seen": shown[0] if seen is None else seen}
    )


def published(world, change, code: str = CODE) -> None:
    """A version in use with a change of the file's value."""
    admin = browser(world, "admin")
    value = exported(admin, code)
    change(value)
    assert send(admin, value).status_code == 303
    for action in ("ready", "publish"):
        page = press(admin, action, code)
        assert page.status_code == 200, page.text


def retitled(value: dict) -> None:
    value["texts"]["zh-CN"][f"service.{CODE}.title"] = "长寿津贴"


def errors(page) -> list[str]:
    return [unescape(one) for one in re.findall(r'class="error"[^>]*>([^<]+)<', page.text)]


def test_a_draft_is_seen_by_nobody_until_it_is_published(world):
    admin = browser(world, "admin")
    value = exported(admin)
    retitled(value)
    value["service"]["time"]["promised"] = 9
    answer = send(admin, value)
    assert answer.status_code == 303
    assert answer.headers["location"] == PAGE
    page = admin.get(PAGE)
    outline(page)
    assert "草稿改了 2 处" in page.text
    row = page.text.split('<th scope="row">名称 · 中文</th>')[1].split("</tr>")[0]
    assert "<del>高龄津贴</del>" in row
    assert "<ins>长寿津贴</ins>" in row
    guide = browser(world, None).get(GUIDE).text
    assert "长寿津贴" not in guide
    assert "可以发布了" in press(admin, "ready").text
    assert "长寿津贴" not in browser(world, None).get(GUIDE).text
    answer = press(admin, "publish")
    assert "已发布" in answer.text
    outline(answer)
    assert "长寿津贴" in browser(world, None).get(GUIDE).text
    shown = done(world.nobody().get("/catalogue"))
    address = shown["files"][f"service.{CODE}.zh-CN.json"]
    served = done(world.nobody().get(world.url + address))
    assert served["service"]["version"] == served["form"]["version"] == 2
    assert served["service"]["time"]["promised"] == 9
    kinds = [kind for _, kind, subject in changes(world) if subject == CODE]
    assert kinds == ["service.draft", "service.ready", "service.live"]
    audit = admin.get("/plain/admin/changes")
    outline(audit)
    assert "发布服务事项" in audit.text
    assert "长寿津贴" in audit.text
    assert world.read(lambda tx: check_all(world.window, tx, ())[2]) == []


def test_a_draft_that_was_not_looked_at_is_not_published(lite_world):
    admin = browser(lite_world, "admin")
    value = exported(admin)
    retitled(value)
    send(admin, value)
    assert press(admin, "publish").status_code == 409
    assert "长寿津贴" not in browser(lite_world, None).get(GUIDE).text


def test_a_draft_that_changes_after_it_was_looked_at_has_to_be_looked_at_again(world):
    admin = browser(world, "admin")
    value = exported(admin)
    retitled(value)
    send(admin, value)
    press(admin, "ready")
    bundle = WrittenService(**exported(admin))

    def again(tx):
        seen = service_versions.state(tx, CODE).newest
        author = settings.Author()
        service_versions.keep(world.window, tx, author, bundle, seen)

    world.write(again)
    assert press(admin, "publish").status_code == 409


@pytest.mark.parametrize("action", ["ready", "publish", "discard", "archive", "revive"])
def test_who_saw_an_older_state_is_told_and_changes_nothing(world, action):
    admin = browser(world, "admin")
    value = exported(admin)
    retitled(value)
    send(admin, value)
    before = changes(world)
    answer = press(admin, action, seen="0")
    assert answer.status_code == 409
    assert "有人改过这件事" in answer.text
    assert "长寿津贴" in answer.text
    assert changes(world) == before


def test_a_draft_that_is_given_up_leaves_what_is_in_use(lite_world):
    admin = browser(lite_world, "admin")
    value = exported(admin)
    retitled(value)
    send(admin, value)
    assert "草稿丢掉了" in press(admin, "discard").text
    assert exported(admin) != value
    assert "高龄津贴" in admin.get(PAGE).text
    assert changes(lite_world)[-1][1] == "service.discarded"


def test_a_second_file_does_not_overwrite_a_draft(lite_world):
    admin = browser(lite_world, "admin")
    value = exported(admin)
    retitled(value)
    send(admin, value)
    again = send(admin, value)
    assert again.status_code == 422
    assert "已经有草稿" in again.text


def test_an_application_that_runs_stays_on_what_it_was_applied_for_by(world):
    number = reviewing(world)

    def change(value):
        retitled(value)
        value["service"]["time"]["promised"] = 3
        value["form"]["fields"] = [
            one
            for one in value["form"]["fields"]
            if one.get("path") not in ("abroad", "materials.household_book")
        ]
        value["service"]["materials"] = [
            one for one in value["service"]["materials"] if one["id"] != "household_book"
        ]
        for own in value["texts"].values():
            for key in [key for key in own if ".abroad." in key or "household_book" in key]:
                del own[key]

    before = done(world.client().get(f"/cases/{number}"))
    published(world, change)
    after = done(world.client().get(f"/cases/{number}"))
    assert after["service_title"] == before["service_title"] == "高龄津贴"
    assert after["due_at"] == before["due_at"]
    assert after["filled"] == before["filled"]
    # What the new form no longer has is asked again by the old one, handed in and decided.
    asked = ask_again(world, number)
    assert asked["correction"]["labels"] == ["户口簿"]
    client = world.client()
    mended = application(client)["materials"]["household_book"][:1]
    done(take(client, number, "correct", materials={"household_book": mended}))
    done(take(world.client(HANDLER), number, "grant", words="批准，每月 100 元，打到您的卡。"))
    # Who applies now is asked by the new one.
    other = world.client("13800000002")
    somebody = {"applicant__id_number": "990101194803152016"}
    new = done(post(other, application(other, **somebody)))["case"]
    assert new["service_title"] == "长寿津贴"
    paths = [line["path"] for line in new["filled"]]
    assert "bank.card" in paths
    assert not {"abroad", "materials.household_book"} & set(paths)
    assert world.read(lambda tx: check_all(world.window, tx, ())[2]) == []


def test_a_draft_of_a_resident_whose_field_vanished_is_still_there(lite_world):
    client = lite_world.client()
    done(put(client, {"abroad": True, "bank": {"name": "示例银行"}}, path=f"/me/drafts/{CODE}"))

    def change(value):
        value["form"]["fields"] = [f for f in value["form"]["fields"] if f.get("path") != "abroad"]
        for own in value["texts"].values():
            for key in [key for key in own if ".abroad." in key]:
                del own[key]

    published(lite_world, change)
    draft = done(client.get(f"/me/drafts/{CODE}"))
    assert draft["answers"]["bank"] == {"name": "示例银行"}
    page = browser(lite_world, "13800000001").get(f"/plain/apply/{CODE}")
    assert page.status_code == 200
    assert "示例银行" in page.text


def test_another_process_gives_what_was_published(database_url, tmp_path):
    if not database_url:
        pytest.skip("SQLite has one process")
    one = World(tmp_path, database_url).start()
    two = World.beside(one).start()
    try:
        published(one, retitled)
        two.read(lambda tx: settings.follow(two.window, tx))
        assert "长寿津贴" in browser(two, None).get(GUIDE).text
        press(browser(one, "admin"), "archive")
        two.read(lambda tx: settings.follow(two.window, tx))
        assert browser(two, None).get(GUIDE).status_code == 404
    finally:
        two.stop()
        one.stop()


def test_what_was_published_is_there_after_a_new_start(world, tmp_path, database_url):
    published(world, retitled)
    world.stop()
    again = World.reopened(tmp_path, world.ids, database_url).start()
    try:
        assert "长寿津贴" in browser(again, None).get(GUIDE).text
    finally:
        again.stop()
        world.start = lambda: world
        world.stop = lambda: None


def test_out_of_use_it_is_offered_to_nobody_and_goes_on_for_who_applied(world):
    number = reviewing(world)
    admin = browser(world, "admin")
    answer = press(admin, "archive")
    assert answer.status_code == 200
    outline(answer)
    assert "已停用" in answer.text
    nobody = browser(world, None)
    guide = nobody.get(GUIDE)
    assert guide.status_code == 404
    assert "停办" in guide.text
    other = world.client("13800000002")
    refused(post(other, application(other)), 422, "invalid")
    assert CODE not in nobody.get("/plain/services", params={"q": "高龄津贴"}).text
    case = done(world.client().get(f"/cases/{number}"))
    assert case["service_title"] == "高龄津贴"
    done(take(world.client(HANDLER), number, "grant", words="批准，每月 100 元，打到您的卡。"))
    listed = admin.get(LIST)
    outline(listed)
    assert "已停用" in listed.text
    assert "重新写成草稿" in admin.get(PAGE).text
    for action in ("revive", "ready", "publish"):
        assert press(admin, action).status_code == 200, action
    assert nobody.get(GUIDE).status_code == 200
    assert world.window.reference.affairs.by_code[CODE]["version"] == 2


def test_what_is_filled_in_when_its_service_goes_out_of_use_is_kept_and_whom_to_call_is_said(
    lite_world,
):
    client, admin = browser(lite_world, RESIDENT), browser(lite_world, "admin")
    check = filled_in(client, APPLY, client.get(APPLY).text, TYPED, BOOK)
    assert press(admin, "archive").status_code == 200
    sent = client.post(APPLY, data=as_data(hidden(check.text), seen="1"))
    assert sent.status_code == 404
    outline(sent)
    for said in ("高龄津贴：现在不能在网上办了", "已经停办这项服务", "tel:", "存好了"):
        assert said in sent.text, said
    assert "停办" in client.get(APPLY).text
    # Should it come back, what was written is there.
    for action in ("revive", "ready", "publish"):
        assert press(admin, action).status_code == 200
    page = client.get(APPLY).text
    assert "示例银行" in page
    assert page.count('name="materials.household_book"') > 1


def test_a_new_service_is_begun_like_another_and_found_once_it_is_published(world):
    admin = browser(world, "admin")
    made = admin.post(LIST, data={"action": "new", "code": "heating", "like": CODE})
    assert made.status_code == 303
    assert made.headers["location"] == f"{LIST}/heating"
    assert browser(world, None).get("/plain/services/heating").status_code == 404
    assert f'href="{LIST}/heating"' in admin.get(LIST).text
    for action in ("ready", "publish"):
        assert press(admin, action, "heating").status_code == 200
    page = browser(world, None).get("/plain/services/heating")
    assert "高龄津贴" in page.text
    apply(world)
    receipt = done(
        post(
            world.client("13800000002"), application(world.client("13800000002"), service="heating")
        )
    )
    assert receipt["case"]["number"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code": "Heating", "like": CODE}, "小写字母"),
        ({"code": "", "like": CODE}, "小写字母"),
        ({"code": "senior_card", "like": CODE}, "已经用过"),
        ({"code": "heating", "like": "nothing"}, "照着哪一件"),
    ],
)
def test_a_code_that_cannot_be_is_told_and_kept(lite_world, typed, said):
    page = browser(lite_world, "admin").post(LIST, data={"action": "new", **typed})
    assert page.status_code == 422
    outline(page)
    assert said in "".join(errors(page))
    assert f'value="{typed["code"]}"' in page.text
    assert changes(lite_world) == []


def test_the_list_is_a_spreadsheet_too(lite_world):
    from test_exports import read_xlsx

    admin = browser(lite_world, "admin")
    answer = admin.get(LIST, params={"file": "xlsx"})
    assert answer.headers["content-disposition"] == 'attachment; filename="services.xlsx"'
    head, *rows = read_xlsx(answer.content)
    assert head == ["代码", "名称", "状态", "版本", "部门", "居民要花的分钟", "没办完的申请"]
    assert len(rows) == len(lite_world.window.reference.affairs.written)
    assert [CODE, "高龄津贴", "在用", "1", "民政事务科"] in [row[:5] for row in rows]


@pytest.mark.parametrize(
    ("who", "status"), [("13800000001", 403), ("dispatcher", 403), (None, 401)]
)
def test_only_an_administrator_changes_a_service(lite_world, who, status):
    client = browser(lite_world, who)
    assert client.post(PAGE, data={"action": "archive", "seen": "0"}).status_code == status
    assert client.post(LIST, data={"action": "new"}).status_code == status
    assert changes(lite_world) == []


def test_a_saved_version_that_fits_no_more_leaves_the_file_s_and_the_server_starts(
    lite_world, caplog
):
    published(lite_world, retitled)
    value = json.loads(lite_world.window.settings.contents[f"service/{CODE}"])
    value["service"]["conditions"][0]["require"] = ["eq", ["fact", "person.nowhere"], True]
    contents = {f"service/{CODE}": json.dumps(value).encode()}
    reference = settings.build(lite_world.window.config, settings.Settings(0, contents))
    assert reference.affairs.title(CODE, "zh-CN") == "高龄津贴"
    assert "person.nowhere" in str(reference.affairs.unusable[CODE][0])
    assert "person.nowhere" in caplog.text


def test_what_cannot_be_used_is_not_published_whatever_was_looked_at(lite_world, monkeypatch):
    admin = browser(lite_world, "admin")
    value = exported(admin)
    value["service"]["department"] = "urban"
    send(admin, value)
    press(admin, "ready")
    found = settings.build

    def without(config, saved):
        """Meanwhile the street lost that department."""
        reference = found(config, saved)
        reference.affairs.by_code.pop(CODE)
        return reference

    monkeypatch.setattr(settings, "build", without)
    answer = press(admin, "publish")
    assert answer.status_code == 409
    assert lite_world.window.reference.affairs.by_code[CODE]["department"] == "civil"


def test_a_service_that_several_at_once_hang_on_is_not_taken_out_of_use(lite_world):
    admin = browser(lite_world, "admin")
    affairs = lite_world.window.reference.affairs
    whole = affairs.by_code[affairs.together[0]]
    member = whole["bundle"][0]["service"]
    answer = press(admin, "archive", member)
    assert answer.status_code == 409
    assert affairs.title(whole["code"], "zh-CN") in answer.text
    assert member in lite_world.window.reference.affairs.by_code
    assert changes(lite_world) == []


def test_the_code_of_several_at_once_is_taken(lite_world):
    admin = browser(lite_world, "admin")
    code = lite_world.window.reference.affairs.together[0]
    value = json.loads(renamed(WrittenService(**exported(admin)), code).json)
    assert "已经用过" in "".join(errors(send(admin, value)))
    page = admin.post(LIST, data={"action": "new", "code": code, "like": CODE})
    assert "已经用过" in "".join(errors(page))
    assert admin.get(f"{LIST}/{code}").status_code == 404


def test_several_at_once_are_put_together_of_what_was_published(lite_world):
    affairs = lite_world.window.reference.affairs
    whole = affairs.by_code[affairs.together[0]]
    member = whole["bundle"][0]["service"]

    def shorter(value):
        value["texts"]["zh-CN"][f"service.{member}.title"] = "换了名字的事"

    published(lite_world, shorter, member)
    after = lite_world.window.reference.affairs
    assert whole["code"] in after.by_code
    assert after.title(member, "zh-CN") == "换了名字的事"


# --- every fault with its place ---


BROKEN = {
    "no file": (b"", "请选择一个文件"),
    "no JSON": (b"{", "文件读不出来"),
    "no object": (b"[]", "不是该填的那一类"),
    "nothing in it": (b"{}", "少了“service”"),
    "something else": (b'{"service": {"code": "x"}, "form": null, "texts": {}, "more": 1}', "more"),
    "no code": (b'{"service": {}, "form": null, "texts": {"zh-CN": {}, "en": {}}}', "小写字母"),
    "deep": (b'{"service": ' + b"[" * 100_000, "文件读不出来"),
    "much too large": (b" " * 300_000, "不超过 256 KB"),
    "no text": (b"\xff\xfe\x00", "文件读不出来"),
}


@pytest.mark.parametrize(("raw", "said"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_no_service_is_refused_in_words(lite_world, raw, said):
    page = send(browser(lite_world, "admin"), raw)
    assert page.status_code == 422
    outline(page)
    assert said in "".join(errors(page))
    assert changes(lite_world) == []


def mutations(value):
    """The file with each member removed, of another type, or doubled in a list; a rule that waits for
    itself; what no expression may be."""

    def walk(node, path):
        if isinstance(node, dict):
            for name in node:
                yield (*path, name)
                yield from walk(node[name], (*path, name))
        elif isinstance(node, list):
            for at in range(len(node)):
                yield (*path, at)
                yield from walk(node[at], (*path, at))

    def at(root, path):
        for part in path:
            root = root[part]
        return root

    for path in walk({k: value[k] for k in ("service", "form")}, ()):
        removed = copy.deepcopy(value)
        outer = at(removed, path[:-1])
        del outer[path[-1]]
        yield f"without {path}", removed
        for wrong in (None, 1, -1.5, "", "无", [], {}, [[]], {"a": 1}, True, ["and"], "x" * 500):
            mistyped = copy.deepcopy(value)
            at(mistyped, path[:-1])[path[-1]] = wrong
            yield f"{path} = {wrong!r}", mistyped
    for index, field in enumerate(value["form"]["fields"]):
        if "path" in field:
            for member in ("show_if", "computed"):
                looped = copy.deepcopy(value)
                looped["form"]["fields"][index][member] = ["answered", field["path"]]
                yield f"loop at {index}", looped
    deep: list = ["answered", "abroad"]
    for _ in range(60):
        deep = ["not", deep]
    looped = copy.deepcopy(value)
    looped["form"]["fields"][3]["show_if"] = deep
    yield "deep", looped


def test_whatever_is_broken_has_a_place_and_words_and_nothing_fails(lite_world):
    window = lite_world.window
    bundle = window.reference.affairs.written[CODE]
    value = json.loads(bundle.json)
    tried = faulty = 0
    words = window.library.of("zh-CN")
    for name, broken in mutations(value):
        tried += 1
        read, mistakes = read_bundle(json.dumps(broken).encode(), LANGUAGES)
        if read is not None:
            mistakes = service_editor.read(window, read).mistakes
        faulty += bool(mistakes)
        shown = read or WrittenService({}, None, {})
        for mistake in mistakes:
            said = Faults(words, shown, window.reference.affairs.common["zh-CN"]).said(mistake)
            assert said.where, name
            assert said.what != mistake.message, (name, mistake)
            assert "{" not in said.what.replace("{'", ""), (name, said)
    assert tried > 1500
    assert faulty > tried * 0.8


def test_a_broken_service_that_was_saved_all_the_same_stops_no_page(lite_world):
    """Whatever stands in the database, the server answers with a page."""
    window, admin = lite_world.window, browser(lite_world, "admin")
    value = json.loads(window.reference.affairs.written[CODE].json)
    names = list(mutations(value))
    for name, broken in names[:: len(names) // 40]:
        read, _ = read_bundle(json.dumps(broken).encode(), LANGUAGES)
        if read is None or read.service.get("code") != CODE:
            continue

        def keep(tx, read=read):
            seen = service_versions.state(tx, CODE).newest
            service_versions.keep(window, tx, settings.Author(), read, seen)

        lite_world.write(keep)
        assert admin.get(PAGE).status_code == 200, name
        assert admin.get(LIST).status_code == 200, name


# --- the differences ---


def test_what_only_moved_is_told_as_the_order_and_nothing_else(lite_world):
    bundle = lite_world.window.reference.affairs.written[CODE]
    moved = copy.deepcopy(bundle._asdict())
    moved["service"]["materials"].reverse()
    (one,) = differences(bundle, WrittenService(**moved))
    assert one.place == ("service", "materials", "")
    assert one.after == list(reversed(one.before))


def test_every_service_is_the_same_under_another_code_and_right(lite_world):
    reference = lite_world.window.reference.affairs
    for bundle in reference.written.values():
        other = renamed(bundle, "another")
        assert affairs_service.check(other, reference.known).mistakes == []
        assert differences(renamed(other, bundle.service["code"]), bundle) == []
