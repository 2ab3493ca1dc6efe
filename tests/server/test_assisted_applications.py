"""An application for somebody without an account goes its whole way: promised papers, a correction that
runs out, and the person, once known, hands in what is still asked."""

from applying import HANDLER, application, ask_again
from assisting import HELPER, LI, mandate, person
from test_applications import findings
from test_assisted import prove
from test_corrections import LATER, told
from world import done, key, take, upload


def applied(world, **changes) -> str:
    """Li Guifang's application, the picture of the bank card promised for later: its number.
    changes: of the mandate."""
    client, whom = world.client(HELPER), person(world)
    who = {"name": LI["name"], "id_number": LI["id_number"], "phone": LI["phone"]}
    body = application(client, applicant=who, bank__holder=LI["name"], materials__bank_card=None)
    body |= {"on_behalf_of": whom, "mandate": mandate(world, whom, **changes)["id"], "later": LATER}
    return done(client.post("/cases", json=body, headers=key()))["case"]["number"]


def turn(world, number: str) -> dict:
    world.turn_clocks()
    return done(world.client(HANDLER).get(f"/cases/{number}"))


def test_what_was_promised_at_the_door_is_chased_and_handed_in_by_the_person(world):
    number = applied(world)
    assert (
        done(world.client(HANDLER).get(f"/cases/{number}"))["missing"]["fields"] == LATER["fields"]
    )
    done(take(world.client(HANDLER), number, "accept"))
    world.clock.advance(days=12)
    turn(world, number)
    assert told(world).count("person.asked") == 1
    owner = prove(world)
    case = done(take(owner, number, "hand_in", materials={"bank_card": [upload(owner)]}))
    assert (case["missing"], case["state"]) == (None, "reviewing")
    assert findings(world) == []


def test_a_correction_that_nobody_brings_goes_back_to_the_department(world):
    number = applied(world)
    done(take(world.client(HANDLER), number, "accept"))
    ask_again(world, number)
    world.clock.advance(days=18)
    assert turn(world, number)["state"] == "correction"
    # The correction, what was promised meanwhile, and the reminder.
    assert told(world).count("person.asked") == 3
    world.clock.advance(days=6)
    assert turn(world, number)["state"] == "reviewing"
    assert findings(world) == []


def test_who_is_known_meanwhile_mends_what_is_asked(world):
    number = applied(world)
    done(take(world.client(HANDLER), number, "accept"))
    ask_again(world, number)
    owner = prove(world)
    assert "correct" in done(owner.get(f"/cases/{number}"))["actions"]
    book = {"household_book": [upload(owner)]}
    assert done(take(owner, number, "correct", materials=book))["state"] == "reviewing"
    assert findings(world) == []
