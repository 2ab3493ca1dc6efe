"""The start of the administration: what there is to run, and what needs looking at."""

from server.routes.http import Call, Reply
from server.routes.plain.admin.frame import admin_page
from server.services import calendar_years

#: Pages with their texts, in the order of a street's beginning.
PAGES = (
    "accounts",
    "street",
    "services",
    "grids",
    "people",
    "places",
    "organisations",
    "doubles",
    "deaths",
    "exports",
    "calendar",
    "deadlines",
    "messages",
    "notices",
    "activities",
    "changes",
)


async def show_home(call: Call) -> Reply:
    """GET /plain/admin."""
    window = call.window
    years = calendar_years.unknown(window)
    return admin_page(call, "home.html", pages=PAGES, years=years)
