"""Running a street without script: accounts, settings, and what was changed. For administrators."""

from server.routes.plain.admin import (
    accounts,
    activities,
    calendar,
    changes,
    deadlines,
    deaths,
    doubles,
    exports,
    grids,
    home,
    messages,
    notice,
    notices,
    people,
    service,
    service_part,
    service_preview,
    services,
    street,
)
from server.routes.plain.admin.frame import AdminPage

PAGES = (
    ("/plain/admin", AdminPage(home.show_home)),
    ("/plain/admin/accounts", AdminPage(accounts.listing, accounts.create, accounts.again)),
    ("/plain/admin/accounts/{login}", AdminPage(accounts.one, accounts.act, accounts.one_again)),
    ("/plain/admin/street", AdminPage(street.form, street.save, street.again)),
    (
        "/plain/admin/services",
        AdminPage(services.listing, services.act, services.again, services.files_bytes),
    ),
    ("/plain/admin/services/{code}", AdminPage(service.page, service.act, service.page)),
    (
        "/plain/admin/services/{code}/preview",
        AdminPage(service_preview.page, service_preview.look, service_preview.again),
    ),
    (
        "/plain/admin/services/{code}/{part}",
        AdminPage(
            service_part.part, service_part.save_part, service_part.again, services.files_bytes
        ),
    ),
    (
        "/plain/admin/services/{code}/{part}/{at}",
        AdminPage(service_part.item, service_part.save_item, service_part.again),
    ),
    (
        "/plain/admin/services/{code}/{part}/{at}/{inner}",
        AdminPage(service_part.inner, service_part.save_inner, service_part.again),
    ),
    ("/plain/admin/grids", AdminPage(grids.form, grids.upload, grids.form, grids.files_bytes)),
    ("/plain/admin/people", people.page_of(people.PERSONS)),
    ("/plain/admin/places", people.page_of(people.PLACES)),
    ("/plain/admin/organisations", people.page_of(people.ORGANISATIONS)),
    ("/plain/admin/deaths", AdminPage(deaths.form, deaths.act, deaths.form)),
    ("/plain/admin/doubles", AdminPage(doubles.form, doubles.act, doubles.form)),
    ("/plain/admin/exports", AdminPage(exports.form, exports.take)),
    ("/plain/admin/calendar", AdminPage(calendar.form, calendar.save, calendar.again)),
    ("/plain/admin/deadlines", AdminPage(deadlines.form, deadlines.save, deadlines.again)),
    ("/plain/admin/messages", AdminPage(messages.form, messages.save, messages.again)),
    ("/plain/admin/notices", AdminPage(notices.form, notices.act, notices.again)),
    ("/plain/admin/notices/{id}", AdminPage(notice.form, notice.save, notice.again)),
    ("/plain/admin/activities", AdminPage(activities.form, activities.publish, activities.again)),
    ("/plain/admin/changes", AdminPage(changes.listing)),
)
