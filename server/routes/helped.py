"""Cases that one follows, supplements and rates for somebody under a mandate."""

from server.routes.cases import read_number
from server.routes.endpoint import Handler, endpoint
from server.routes.http import Call, Reply, json_reply
from server.rules.authorisation import Action
from server.rules.form_set import ASKED
from server.services import assisted, helping
from server.services import helped as service
from server.services.errors import invalid
from server.wire import mandates as wire
from server.wire.bodies import FormBody
from server.wire.types import CaseDetail


@endpoint(
    "GET",
    "/me/helped",
    "Cases one may follow for others",
    action=Action.CASE_HELPED,
    answer=wire.HelpedCases,
)
async def helped_cases(call: Call) -> Reply:
    """GET /me/helped."""
    window = call.window
    found = await window.database.read(
        lambda tx: service.listed(window, tx, call.viewer, call.words)
    )
    return json_reply(found)


@endpoint(
    "GET",
    "/me/helped/{number}",
    "How far such a case is",
    action=Action.CASE_HELPED,
    answer=CaseDetail,
    errors=("not_found", "invalid"),
)
async def helped_case(call: Call) -> Reply:
    """GET /me/helped/{number}."""
    window, number = call.window, read_number(call)
    found = await window.database.write(
        lambda tx: service.look(window, tx, call.viewer, number, call.words)
    )
    return json_reply(found)


@endpoint(
    "GET",
    "/me/helping/{person}",
    "What a form for somebody begins with",
    action=Action.CASE_FILE,
    answer=wire.Begun,
    errors=("not_found", "invalid"),
    query=("service", "category"),
)
async def begin(call: Call) -> Reply:
    """GET /me/helping/{person}?service= or ?category=; the sight is written down before it is
    answered."""
    window, given, person = call.window, call.query, call.path["person"]
    what = {name: given[name] for name in ("service", "category") if given.get(name)}
    if len(what) != 1:
        raise invalid("service", "required")
    found = await window.database.write(
        lambda tx: assisted.begun(window, tx, call.viewer, person, **what).begin(
            window, tx, call.words
        )
    )
    return json_reply(found)


async def _act(call: Call, operation) -> Reply:
    window, number, asked = call.window, read_number(call), call.once()
    answer, event = await window.database.write(
        lambda tx: operation(window, tx, call.viewer, number, call.body, asked, call.words)
    )
    call.scope["app_state"].teller.announce(event)
    return Reply(answer.status, answer.body)


async def _step(call: Call, code: str) -> Reply:
    return await _act(
        call,
        lambda window, tx, viewer, number, *sent: service.act(
            window, tx, viewer, number, code, *sent
        ),
    )


@endpoint(
    "POST",
    "/me/helped/{number}/supplement",
    "Add words and pictures for somebody",
    action=Action.CASE_HELPED,
    request=FormBody(
        "HelpedSupplement",
        "Words and pictures for a case of somebody else.",
        lambda known: [known.forms.steps["supplement"]],
    ),
    answer=CaseDetail,
    once=True,
    errors=("not_found", "conflict", "invalid"),
)
async def supplement_for(call: Call) -> Reply:
    """POST /me/helped/{number}/supplement."""
    return await _step(call, helping.SUPPLEMENT)


def _asked_for(code: str, name: str, summary: str, about: str) -> Handler:
    """The call of a step that answers what the office asked for: answers of the service's own form,
    checked by the case."""

    async def take(call: Call) -> Reply:
        return await _step(call, code)

    take.__name__ = f"{code}_for"
    return endpoint(
        "POST",
        f"/me/helped/{{number}}/{code}",
        summary,
        action=Action.CASE_HELPED,
        request=FormBody(name, about, lambda known: [known.forms.steps[ASKED]]),
        answer=CaseDetail,
        once=True,
        errors=("not_found", "conflict", "invalid"),
    )(take)


hand_in_for = _asked_for(
    helping.HAND_IN,
    "HelpedHandIn",
    "Hand in for somebody what was promised for later",
    "What was promised, by the paths of the service's form.",
)
correct_for = _asked_for(
    helping.CORRECT,
    "HelpedCorrect",
    "Correct for somebody what the office asked for",
    "What is asked, by the paths of the service's form.",
)


@endpoint(
    "POST",
    "/me/helped/{number}/rating",
    "Rate a closed case for somebody",
    action=Action.CASE_HELPED,
    request=FormBody(
        "HelpedRating", "Rate a closed case of somebody else.", lambda known: [known.forms.rating]
    ),
    answer=CaseDetail,
    once=True,
    errors=("not_found", "conflict", "invalid"),
)
async def rate_for(call: Call) -> Reply:
    """POST /me/helped/{number}/rating."""
    return await _act(call, service.rate)
