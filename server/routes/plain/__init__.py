"""The portal without script, WebAssembly or WebGL: read, sign in, file, track, rate.

Plain HTML over the same rules, services and database as the API.
"""

from starlette.routing import Route

from server.routes.plain import (
    access,
    activities,
    activity_desk,
    activity_edit,
    admin,
    appeal,
    apply,
    bookings,
    burden,
    call_backs,
    cases,
    credential,
    feedback,
    guide,
    help,
    helped,
    helpers,
    mandate_form,
    messages,
    objections,
    organisations,
    persons,
    places,
    prepared,
    read,
    receipts,
    services,
    sign_in,
    staff,
    turned_away,
    visits,
)
from server.routes.plain.frame import PlainPage
from server.services import prepared as paths
from server.services.receipts import LINK


def routes() -> list[Route]:
    """The plain pages."""
    home = PlainPage(read.home)
    pages = (
        ("/plain", home),
        ("/plain/", home),
        ("/plain/phones", PlainPage(read.phones)),
        ("/plain/services", PlainPage(services.services)),
        ("/plain/services/{code}", PlainPage(guide.guide, guide.answer, guide.answer)),
        (
            "/plain/services/{code}/book",
            PlainPage(bookings.form, bookings.book, bookings.again),
        ),
        (
            "/plain/bookings/{id}",
            PlainPage(bookings.one, bookings.act, bookings.one_again),
        ),
        ("/plain/desk", PlainPage(bookings.desk)),
        (activities.PATH, PlainPage(activities.listing)),
        (
            activities.PATH + "/{id}",
            PlainPage(activities.form, activities.act, activities.again),
        ),
        (activity_desk.PATH, PlainPage(activity_desk.listing)),
        (
            activity_desk.PATH + "/{id}",
            PlainPage(activity_desk.form, activity_desk.act, activity_desk.again),
        ),
        (
            activity_desk.PATH + "/{id}/change",
            PlainPage(activity_edit.form, activity_edit.act, activity_edit.again),
        ),
        ("/plain/burden", PlainPage(burden.page)),
        ("/plain/asked", PlainPage(burden.questions)),
        ("/plain/asked/{code}", PlainPage(burden.questions, burden.note)),
        (call_backs.PATH, PlainPage(call_backs.listing)),
        (
            call_backs.PATH + "/{id}",
            PlainPage(call_backs.form, call_backs.act, call_backs.again),
        ),
        (
            objections.PATH + "/{id}",
            PlainPage(objections.form, objections.act, objections.again),
        ),
        (persons.PATH, PlainPage(persons.listing)),
        (persons.PATH + "/{id}", PlainPage(persons.form, persons.act, persons.again)),
        (organisations.PATH, PlainPage(organisations.listing)),
        (
            organisations.PATH + "/new",
            PlainPage(organisations.new, organisations.add, organisations.again),
        ),
        (
            organisations.PATH + "/{id}",
            PlainPage(organisations.form, organisations.act, organisations.again),
        ),
        (places.PATH, PlainPage(places.listing)),
        (places.PATH + "/{id}", PlainPage(places.form, places.act, places.again)),
        (visits.PATH, PlainPage(visits.listing)),
        (visits.PATH + "/{id}", PlainPage(visits.form, visits.act, visits.again)),
        ("/plain/notices", PlainPage(read.notices)),
        ("/plain/look", PlainPage(post=read.look)),
        ("/plain/banner", PlainPage(post=read.close_banner)),
        ("/plain/login", PlainPage(sign_in.form, sign_in.sign_in, sign_in.again)),
        ("/plain/logout", PlainPage(post=sign_in.sign_out)),
        *(
            (path, PlainPage(appeal.form, appeal.file, appeal.again, appeal.files_bytes))
            for path in (appeal.PATH, appeal.PATH + "/{person}")
        ),
        (
            "/plain/apply/{code}",
            PlainPage(apply.form, apply.send, apply.again, apply.files_bytes),
        ),
        (
            paths.PATH + "{code}",
            PlainPage(prepared.page, prepared.act, prepared.page),
        ),
        (
            "/plain/cases/{number}/correct",
            PlainPage(
                apply.correction_form,
                apply.correct,
                apply.correction_again,
                apply.files_bytes,
            ),
        ),
        (
            turned_away.PATH,
            PlainPage(
                turned_away.form, turned_away.send, turned_away.again, turned_away.files_bytes
            ),
        ),
        ("/plain/check", PlainPage(apply.check_form)),
        ("/plain/track", PlainPage(cases.track_form, cases.track, cases.track_again)),
        ("/plain/mine", PlainPage(cases.mine)),
        ("/plain/helpers", PlainPage(helpers.listing, helpers.act, helpers.again)),
        (mandate_form.PATH, PlainPage(mandate_form.form, mandate_form.give, mandate_form.again)),
        (helped.PATH, PlainPage(helped.listing)),
        (helped.PATH + "/{number}", PlainPage(helped.one)),
        (help.PATH, PlainPage(help.form, help.act, help.again)),
        ("/plain/messages", PlainPage(messages.form, messages.save, messages.again)),
        ("/plain/cases/{number}", PlainPage(cases.own)),
        ("/plain/cases/{number}/access", PlainPage(access.ledger)),
        ("/plain/cases/{number}/show", PlainPage(credential.own)),
        ("/plain/helped/{number}/show", PlainPage(credential.helped)),
        ("/plain/receipt/{number}", PlainPage(receipts.again)),
        (f"{LINK}{{number}}", PlainPage(receipts.from_paper)),
        ("/plain/rate", PlainPage(post=cases.rate, again=cases.rate_again)),
        ("/plain/feedback", PlainPage(post=feedback.say, again=feedback.again)),
        ("/plain/staff", PlainPage(staff.form, staff.sign_in, staff.again)),
        (
            "/plain/staff/password",
            PlainPage(staff.password_form, staff.change_password, staff.password_again),
        ),
        *admin.PAGES,
        ("/plain/plain.css", PlainPage(read.stylesheet)),
    )
    return [Route(path, app, methods=None) for path, app in pages]
