"""Several services asked for at once (一件事) over the API: which there are, and asking for one."""

from collections.abc import Collection

from server.routes.cases import file
from server.routes.endpoint import SESSION, endpoint, require
from server.routes.http import Call, Reply, json_reply
from server.rules.bundles import ITEMS
from server.rules.forms import Problem
from server.services import applications
from server.services import bundles as service
from server.services.affairs import Affairs
from server.services.errors import Refusal
from server.wire import affairs as wire
from server.wire import types
from server.wire.bodies import FormBody


def _row(
    affairs: Affairs, code: str, language: str, outside: Collection[str] = (), reason: str = ""
) -> wire.Bundle:
    service, words = affairs.by_code[code], affairs.words(code, language)
    return wire.Bundle(
        code=code,
        title=words[f"service.{code}.title"],
        summary=words[f"service.{code}.summary"],
        events=service["events"],
        department_name=affairs.departments[service["department"]],
        promised=service["time"]["promised"],
        members=[
            wire.BundleMember(
                one["service"],
                affairs.title(one["service"], language),
                words[f"service.{code}.member.{one['service']}.why"],
                affairs.departments[affairs.by_code[one["service"]]["department"]],
                reason if one["service"] in outside else None,
            )
            for one in service["bundle"]
        ],
    )


@endpoint("GET", "/bundles", "What can be asked for together", answer=wire.Bundles)
async def bundles(call: Call) -> Reply:
    """GET /bundles."""
    affairs, language = call.window.reference.affairs, call.words.language
    return json_reply(wire.Bundles([_row(affairs, code, language) for code in affairs.together]))


@endpoint(
    "GET",
    "/bundles/{code}",
    "What can be asked for together, with its form",
    answer=wire.BundleWhole,
    query=("mandate",),
    errors=("not_found",),
)
async def bundle(call: Call) -> Reply:
    """GET /bundles/{code}; mandate: by which somebody helps, to learn what it is not about."""
    affairs, language = call.window.reference.affairs, call.words.language
    code = call.path["code"]
    if code not in affairs.together:
        raise Refusal("not_found")
    whole, outside = affairs.whole(code, language), []
    mandate = call.query.get("mandate")
    if mandate:
        require(SESSION, call)
        outside = await call.window.database.read(
            lambda tx: service.outside(tx, call.viewer, affairs.by_code[code], mandate)
        )
        if 0 < len(outside) < len(affairs.by_code[code]["bundle"]):
            whole = affairs.whole_without(code, language, outside)
    reason = call.words.problem(Problem(ITEMS, service.OTHER_MATTER))
    return json_reply(
        wire.BundleWhole(
            _row(affairs, code, language, outside, reason),
            whole["service"],
            whole["form"],
            dict(whole["words"]),
        )
    )


@endpoint(
    "POST",
    "/bundles/{code}/cases",
    "Ask for everything that is needed of a bundle",
    action=SESSION,
    request=FormBody(
        "BundleFiling",
        "The answers to the bundle's form.",
        lambda reference: [],
        {
            "for": (str | None, None),
            "on_behalf_of": (str | None, None),
            "mandate": (str | None, None),
            "left_out": (list[str] | None, None),
        },
    ),
    answer=types.Receipt,
    status=201,
    once=True,
    errors=("not_found", "conflict", "invalid"),
)
async def file_bundle(call: Call) -> Reply:
    """POST /bundles/{code}/cases: as POST /cases with the code as its service."""
    code = call.path["code"]
    if code not in call.window.reference.affairs.together:
        raise Refusal("not_found")
    call.body |= {"kind": applications.KIND, "service": code}
    return await file(call)
