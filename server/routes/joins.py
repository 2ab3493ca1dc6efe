"""Similar open cases nearby, and joining one: 我也遇到了."""

from server.routes.cases import read_number
from server.routes.http import Call, Reply, json_reply
from server.rules import forms
from server.services import joins
from server.services import similar as service
from server.services.errors import Refusal


async def similar(call: Call) -> Reply:
    """POST /cases/similar: nothing is required, what is wrong is taken as not given."""
    window = call.window
    call.scope["app_state"].lookup_limit.take(call.viewer.id, window.now())
    fields = [
        {**field, "required": False, "min": field["min"] if field["type"] == "number" else 0}
        for field in window.reference.form["fields"]
        if field["path"] in service.PATHS
    ]
    values, problems = forms.check({"fields": fields}, call.body, window.reference.known)
    if any(problem.code == "wrong_type" for problem in problems):
        raise Refusal("invalid", problems)
    return json_reply(
        await window.database.read(lambda tx: service.find(window, tx, call.viewer, values))
    )


async def join(call: Call) -> Reply:
    """POST /cases/{number}/join."""
    window, number, asked = call.window, read_number(call), call.once()
    answer, event = await window.database.write(
        lambda tx: joins.join(window, tx, call.viewer, number, asked, call.words)
    )
    if event is not None:
        window.hub.publish(event)
    return Reply(answer.status, answer.body)
