"""Decisions: their documents, and the code by which anybody can check one."""

import re
import zlib

import sqlalchemy as sa
from applying import HANDLER, IDENTITY, OTHER, WORDS, granted, reviewing
from assisting import HELPER, LI
from test_applications import findings
from test_assisted_applications import applied
from world import done, key, refused, take

from server.store import tables as t

PAGE = {"accept": "text/html"}
#: Somebody else than who applies first: one has one such application (the service's `once`).
SOMEBODY = "990101194803152016"


def decided(world, number: str) -> dict:
    return done(world.client().get(f"/cases/{number}"))["result"]


def document(client, number: str) -> bytes:
    answer = client.get(f"/cases/{number}/result")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="{number}.pdf"'
    return answer.content


def letters_of(pdf: bytes) -> str:
    """The letters of a document, by the table that readers search and read aloud by."""
    table = ""
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        content = zlib.decompress(part) if part[:1] == b"\x78" else part
        if b"beginbfchar" in content:
            table = content.decode("latin-1")
    letters = {
        int(a, 16): bytes.fromhex(b).decode("utf-16-be")
        for a, b in re.findall(r"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>\n", table)
    }
    return "".join(letters.values())


def test_a_grant_is_said_in_one_sentence_and_has_a_document_with_its_code(world):
    number = granted(world, valid_until="2027-11-30")
    result = decided(world, number)
    assert result == {
        "outcome": "granted",
        "words": WORDS,
        "objection": None,
        "at": "2026-11-23T10:00:00.000+08:00",
        "valid_until": "2027-11-30",
        "document": f"/api/v1/cases/{number}/result",
        "check_code": result["check_code"],
    }
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{8}", result["check_code"])
    owner = world.client()
    pdf = document(owner, number)
    assert pdf.startswith(b"%PDF-")
    assert b"/FontFile3" in pdf or b"/FontFile2" in pdf  # the font is in it
    assert len(pdf) < 100_000  # a subset of it
    for letter in "示例街道高龄津贴从12月起":
        assert letter in letters_of(pdf)
    assert document(owner, number) == pdf
    assert document(world.client(HANDLER), number) == pdf
    assert findings(world) == []


def test_who_may_not_read_the_answers_has_no_document(lite_world):
    number = granted(lite_world)
    refused(lite_world.nobody().get(f"/cases/{number}/result"), 401, "unauthenticated")
    for who in (OTHER, "supervisor", "leader", "handler", "grid"):
        refused(lite_world.client(who).get(f"/cases/{number}/result"), 404, "not_found")
    before = reviewing(lite_world, OTHER, applicant__id_number=SOMEBODY)
    refused(lite_world.client(OTHER).get(f"/cases/{before}/result"), 404, "not_found")


def test_staff_that_take_a_document_are_in_the_access_ledger(lite_world):
    number = granted(lite_world)
    lite_world.clock.advance(minutes=30)
    owner = lite_world.client()
    before = len(done(owner.get(f"/cases/{number}/access"))["items"])
    document(lite_world.client(HANDLER), number)
    assert len(done(owner.get(f"/cases/{number}/access"))["items"]) == before + 1


def test_anybody_checks_a_code_and_learns_nothing_personal(lite_world):
    client = lite_world.client()
    done(client.put("/me/identity", json=IDENTITY))
    number = granted(lite_world)
    code = decided(lite_world, number)["check_code"]
    nobody = lite_world.nobody()
    for typed in (code, code.lower(), f"{code[:4]} {code[4:]}", f"{code[:4]}-{code[4:]}"):
        found = done(nobody.get(f"/results/{typed}"))
        assert found == {
            "check_code": code,
            "number": number,
            "service_title": "高龄津贴",
            "outcome": "granted",
            "department_name": "民政事务科",
            "street": "示例街道",
            "issued_at": "2026-11-23T10:00:00.000+08:00",
            "valid_until": None,
            "in_force": True,
        }
    for wrong in ("ZZZZZZZZ", "short", "x" * 200, "%00", "0OIL0OIL"):
        refused(nobody.get(f"/results/{wrong}"), 404, "not_found")


def test_who_guesses_codes_is_held_up(make_world):
    world = make_world(limits__lookups_per_hour=5)
    nobody = world.nobody()
    for _ in range(5):
        refused(nobody.get("/results/ZZZZZZZZ"), 404, "not_found")
    refused(nobody.get("/results/ZZZZZZZZ"), 429, "rate_limited")


def test_guesses_do_not_hold_up_who_has_a_right_code_at_the_same_address(make_world):
    world = make_world(limits__lookups_per_hour=3)
    code = decided(world, granted(world))["check_code"]
    nobody = world.nobody()
    for _ in range(5):
        assert done(nobody.get(f"/results/{code}"))["in_force"]
    for _ in range(3):
        refused(nobody.get("/results/ZZZZZZZZ"), 404, "not_found")
    for _ in range(3):
        refused(nobody.get("/results/ZZZZZZZZ"), 429, "rate_limited")
        assert done(nobody.get(f"/results/{code}"))["in_force"]


def test_a_later_decision_takes_the_force_of_the_earlier_one(lite_world):
    number = granted(lite_world)
    first = decided(lite_world, number)["check_code"]
    handler, owner = lite_world.client(HANDLER), lite_world.client()
    done(take(handler, number, "close", note="款项已发放。"))
    bad = {"score": 1, "solved": False, "faults": ["not_done"]}
    done(owner.post(f"/cases/{number}/rating", json=bad, headers=key()))
    deny = {"reason": "户口 11 月已迁出本街道。", "objection": "60 天内可以向区政府申请行政复议。"}
    case = done(take(handler, number, "deny", **deny))
    assert (case["state"], case["stage"]) == ("denied", 4)
    result = decided(lite_world, number)
    assert (result["outcome"], result["words"], result["objection"]) == (
        "denied", deny["reason"], deny["objection"],
    )  # fmt: skip
    assert result["check_code"] != first
    nobody = lite_world.nobody()
    assert done(nobody.get(f"/results/{first}"))["in_force"] is False
    assert done(nobody.get(f"/results/{result['check_code']}"))["outcome"] == "denied"
    assert done(owner.get(f"/cases/{number}"))["can_rate"] is True
    assert findings(lite_world) == []


def test_a_decision_that_ran_out_is_not_in_force(lite_world):
    number = granted(lite_world, valid_until="2026-11-30")
    code = decided(lite_world, number)["check_code"]
    nobody = lite_world.nobody()
    lite_world.clock.advance(days=7)
    assert done(nobody.get(f"/results/{code}"))["in_force"] is True
    lite_world.clock.advance(days=1)
    assert done(nobody.get(f"/results/{code}"))["in_force"] is False


def test_a_document_that_was_altered_or_deleted_is_found_and_not_given_out(lite_world):
    number = granted(lite_world)
    owner = lite_world.client()
    document(owner, number)
    row = lite_world.read(lambda tx: tx.one(sa.select(t.results)))
    path = lite_world.window.blobs.path(row["document"])
    whole = path.read_bytes()
    path.write_bytes(whole + b"x")
    refused(owner.get(f"/cases/{number}/result"), 404, "not_found")
    assert any("document" in f.number and "altered" in f.what for f in findings(lite_world))
    path.unlink()
    assert any("the file is gone" in f.what for f in findings(lite_world))
    path.write_bytes(whole)
    assert findings(lite_world) == []


def test_without_a_font_the_document_is_unavailable_and_the_case_is_not(make_world):
    world = make_world(street__document_font="/nowhere/font.ttc")
    number = granted(world)
    answer = world.client().get(f"/cases/{number}/result")
    refused(answer, 503, "unavailable")
    assert answer.headers["retry-after"]
    assert decided(world, number)["words"] == WORDS


def test_a_grant_and_a_denial_need_their_words(lite_world):
    number = reviewing(lite_world)
    handler = lite_world.client(HANDLER)
    for step in ("grant", "deny"):
        refused(take(handler, number, step), 422, "invalid")
    assert done(handler.get(f"/cases/{number}"))["state"] == "reviewing"
    other = lite_world.client("handler")
    refused(take(other, number, "grant", expected_version=2, words=WORDS), 404, "not_found")
    refused(take(lite_world.client("dispatcher"), number, "grant", words=WORDS), 403, "forbidden")


def test_what_was_granted_is_held_out_and_printed_with_its_code_and_its_holder(lite_world):
    number = granted(lite_world, valid_until="2027-11-30")
    code = decided(lite_world, number)["check_code"]
    owner = lite_world.client()
    case = owner.get(f"{lite_world.url}/plain/cases/{number}", headers=PAGE).text
    assert f'href="/plain/cases/{number}/show">亮证' in case
    page = owner.get(f"{lite_world.url}/plain/cases/{number}/show", headers=PAGE).text
    assert page.count("张三") == 3  # on the screen, and on two cards of paper
    assert f"{code[:4]} {code[4:]}" in page
    assert "2027-11-30" in page
    assert "<svg" in page
    assert IDENTITY["id_number"] not in page
    lite_world.clock.advance(days=400)
    over = owner.get(f"{lite_world.url}/plain/cases/{number}/show", headers=PAGE)
    if over.status_code == 303:  # the session ended meanwhile
        over = lite_world.client().get(f"{lite_world.url}/plain/cases/{number}/show", headers=PAGE)
    assert "现在已经无效" in over.text
    assert "paper-card" not in over.text


def test_staff_with_the_document_print_it_and_others_do_not(lite_world):
    number = granted(lite_world)
    path = f"{lite_world.url}/plain/cases/{number}/show"
    before = len(done(lite_world.client().get(f"/cases/{number}/access"))["items"])
    lite_world.clock.advance(minutes=30)
    assert lite_world.client(HANDLER).get(path, headers=PAGE).status_code == 200
    assert len(done(lite_world.client().get(f"/cases/{number}/access"))["items"]) == before + 1
    for who in (OTHER, "supervisor", "grid"):
        assert lite_world.client(who).get(path, headers=PAGE).status_code == 404
    assert lite_world.nobody().get(path, headers=PAGE).status_code == 303
    undecided = reviewing(lite_world, OTHER, applicant__id_number=SOMEBODY)
    own = f"{lite_world.url}/plain/cases/{undecided}/show"
    assert lite_world.client(OTHER).get(own, headers=PAGE).status_code == 404


def test_who_scans_the_code_learns_nothing_of_the_person(lite_world):
    number = granted(lite_world)
    code = decided(lite_world, number)["check_code"]
    seen = lite_world.nobody().get(f"{lite_world.url}/plain/check?code={code}", headers=PAGE).text
    assert "文书是真的" in seen
    for personal in ("张三", "13800000001", IDENTITY["id_number"], "柳巷路", WORDS):
        assert personal not in seen


def test_a_grid_worker_prints_it_for_who_gave_a_mandate_and_the_person_reads_that(lite_world):
    number = applied(lite_world)
    handler = lite_world.client(HANDLER)
    done(take(handler, number, "accept"))
    done(take(handler, number, "grant", words=WORDS, note="银行卡已在窗口看过原件。"))
    worker = lite_world.client(HELPER)
    path = f"{lite_world.url}/plain/helped/{number}"
    assert f'href="/plain/helped/{number}/show"' in worker.get(path, headers=PAGE).text
    page = worker.get(f"{path}/show", headers=PAGE)
    assert page.status_code == 200
    assert LI["name"] in page.text
    stranger = lite_world.client("grid-donghe-1").get(f"{path}/show", headers=PAGE)
    assert LI["name"] not in stranger.text
