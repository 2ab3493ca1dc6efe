"""告知承诺: a paper in whose place something is promised in writing, for oneself and by nobody else."""

import re

from applying import IDENTITY, post
from assisting import LI
from test_applications import findings
from test_helping import FRIEND, file, give, known  # noqa: F401
from test_plain_apply import as_data, browser, hidden, send
from test_results import document, letters_of
from world import done, fields, refused, take, upload

HANDLER = "handler-community"
PAPER, PROMISE = "materials.home_proof", "promises.home_proof"
PATH = "/plain/apply/residence_statement"
TYPED = {
    "for": "self",
    "applicant.name": "张三",
    "applicant.id_number": IDENTITY["id_number"],
    "applicant.phone": "13800000001",
    "home.text": "柳巷路 8 号 3 号楼 201",
    "home.grid_id": "liuxiang-3",
    "since": "2020-05-01",
    "for_whom": "示例小学",
    "use": "school",
    "truth": "yes",
}


def asked(client, **beside) -> dict:
    """A statement of residence is asked for, with the card and without the paper about the home."""
    return {
        "kind": "application",
        "service": "residence_statement",
        "for": "self",
        "applicant": {"name": "张三", "id_number": IDENTITY["id_number"], "phone": "13800000001"},
        "home": {"text": "柳巷路 8 号 3 号楼 201", "grid_id": "liuxiang-3"},
        "since": "2020-05-01",
        "for_whom": "示例小学",
        "use": "school",
        "materials": {"id_card": [upload(client)]},
        "truth": True,
        **beside,
    }


def promised(world) -> str:
    """The number of an application with a promise, accepted."""
    client = world.client()
    body = asked(client, promises={"home_proof": True})
    number = done(post(client, body))["case"]["number"]
    done(take(world.client(HANDLER), number, "accept"))
    return number


def line_of(case: dict) -> dict:
    return next(one for one in case["filled"] if one["path"] == PROMISE)


def test_a_promise_stands_for_the_paper_and_is_read_by_who_decides_as_it_was_told(world):
    number = promised(world)
    owner, handler = world.client(), world.client(HANDLER)
    said = line_of(done(handler.get(f"/cases/{number}")))
    assert said["label"] == "以书面承诺代替：住处证明"
    assert "我没有“住处证明”，书面承诺：我现在就住在申请里写的地址" in said["value"]
    assert "街道会去核实" in said["value"]
    assert said == line_of(done(owner.get(f"/cases/{number}")))
    assert done(owner.get(f"/cases/{number}/receipt"))["promised"] == [said["label"]]
    assert said["label"] in owner.get(f"{world.url}/plain/receipt/{number}").text
    # Nobody is asked again for what was promised: a correction asks for papers.
    askable = [one["path"] for one in done(handler.get(f"/cases/{number}"))["askable"]]
    assert PROMISE not in askable
    assert PAPER in askable
    done(take(handler, number, "grant", words="证明已经开好，来窗口拿。"))
    for letter in "以书面承诺代替：住处证明":
        assert letter in letters_of(document(owner, number))
    assert findings(world) == []


def test_staff_say_once_what_checking_a_promise_came_to_and_supervisors_read_it(lite_world):
    number = promised(lite_world)
    handler = lite_world.client(HANDLER)
    actions = done(handler.get(f"/cases/{number}"))["actions"]
    assert {"promise_kept", "promise_broken"} <= set(actions)
    refused(take(handler, number, "promise_broken"), 422, "invalid")
    done(take(handler, number, "promise_broken", reason="上门看了，房子两年前就租给别人了。"))
    case = done(lite_world.client("supervisor").get(f"/cases/{number}"))
    assert case["state"] == "reviewing"
    assert case["steps"][-1]["step"] == "promise_broken"
    assert case["steps"][-1]["reason"] == "上门看了，房子两年前就租给别人了。"
    assert "promise_broken" not in done(handler.get(f"/cases/{number}"))["actions"]
    refused(take(handler, number, "promise_broken", reason="再记一次。"), 409, "conflict")
    done(take(handler, number, "grant", words="证明已经开好，来窗口拿。"))
    done(take(handler, number, "promise_kept", note="户主作证，确实住在这里。"))
    refused(take(lite_world.client(), number, "promise_kept"), 403, "forbidden")


def test_where_nothing_was_promised_there_is_nothing_to_check(lite_world):
    client, handler = lite_world.client(), lite_world.client(HANDLER)
    body = asked(client)
    body["materials"]["home_proof"] = [upload(client)]
    case = done(post(client, body))["case"]
    done(take(handler, case["number"], "accept"))
    assert PROMISE not in [one["path"] for one in case["filled"]]
    assert "promise_kept" not in done(handler.get(f"/cases/{case['number']}"))["actions"]
    refused(take(handler, case["number"], "promise_kept"), 409, "conflict")


def test_without_paper_and_promise_the_paper_is_asked_for_and_both_are_one_too_many(lite_world):
    client = lite_world.client()
    neither = refused(post(client, asked(client)), 422, "invalid")
    assert fields(neither) == [(PAPER, "required")]
    both = asked(client, promises={"home_proof": True})
    both["materials"]["home_proof"] = [upload(client)]
    error = refused(post(client, both), 422, "invalid")
    assert fields(error) == [(PROMISE, "mismatch")]
    assert "已经交了，就不用再承诺" in error["fields"][0]["message"]
    refused_promise = asked(client, promises={"home_proof": False})
    assert fields(refused(post(client, refused_promise), 422, "invalid")) == [(PAPER, "required")]
    # A paper that may not be promised is not, whatever is sent.
    other = asked(client, promises={"home_proof": True, "id_card": True})
    other["materials"] = {}
    assert fields(refused(post(client, other), 422, "invalid")) == [
        ("materials.id_card", "required")
    ]


def test_who_helps_under_a_mandate_promises_nothing_for_the_person(known):  # noqa: F811
    matters = {"services": ["residence_statement"]}
    given = give(known, matters=matters, scopes=["file", "supplement", "follow"])
    helper = known.client(FRIEND)
    body = asked(helper, promises={"home_proof": True})
    body["applicant"] = {name: LI[name] for name in ("name", "id_number", "phone")}
    body |= {"on_behalf_of": given["person_id"], "mandate": given["id"]}
    error = refused(file(known, body), 422, "invalid")
    assert fields(error) == [(PAPER, "required"), (PROMISE, "unknown")]
    said = [one["message"] for one in error["fields"] if one["path"] == PROMISE]
    assert "书面承诺要本人自己做" in said[0]
    path = f"/plain/apply/residence_statement@{given['person_id']}"
    page = helper.get(known.url + path, headers={"accept": "text/html"}).text
    assert "书面承诺要本人自己做" in page
    assert f'name="{PROMISE}"' not in page
    body["materials"]["home_proof"] = [upload(helper)]
    del body["promises"]
    assert done(file(known, body))["case"]["number"]


def test_without_script_the_promise_is_told_ticked_checked_and_kept(lite_world):
    client = browser(lite_world)
    page = client.get(PATH).text
    told, tick = page.index("街道会去核实"), page.index(f'name="{PROMISE}"')
    assert told < tick
    assert "checked" not in re.search(rf'<input[^>]*name="{PROMISE}"[^>]*>', page)[0]
    bare = send(client, PATH, page, TYPED, ("materials.id_card",))
    assert bare.status_code == 422
    assert f'href="#{PAPER}"' in bare.text
    both = send(client, PATH, page, {**TYPED, PROMISE: "yes"}, ("materials.id_card", PAPER))
    assert "已经交了，就不用再承诺" in both.text
    check = send(client, PATH, page, {**TYPED, PROMISE: "yes"}, ("materials.id_card",))
    assert "以书面承诺代替：住处证明" in check.text
    sent = client.post(PATH, data=as_data(hidden(check.text), seen="1"))
    assert sent.status_code == 201, sent.text
    assert "以书面承诺代替：住处证明" in sent.text
    number = re.search(r"/plain/cases/(\w+)", sent.text)[1]
    assert "书面承诺：我现在就住在" in client.get(f"/plain/cases/{number}").text
