"""Running a street without script: accounts, settings, and what was changed. For administrators."""

from server.routes.plain.admin import (
    accounts,
    calendar,
    changes,
    deadlines,
    grids,
    home,
    messages,
    street,
)
from server.routes.plain.admin.frame import AdminPage

PAGES = (
    ("/plain/admin", AdminPage(home.show_home)),
    ("/plain/admin/accounts", AdminPage(accounts.listing, accounts.create, accounts.again)),
    ("/plain/admin/accounts/{login}", AdminPage(accounts.one, accounts.act, accounts.one_again)),
    ("/plain/admin/street", AdminPage(street.form, street.save, street.again)),
    ("/plain/admin/grids", AdminPage(grids.form, grids.upload, grids.form, grids.files_bytes)),
    ("/plain/admin/calendar", AdminPage(calendar.form, calendar.save, calendar.again)),
    ("/plain/admin/deadlines", AdminPage(deadlines.form, deadlines.save, deadlines.again)),
    ("/plain/admin/messages", AdminPage(messages.form, messages.save, messages.again)),
    ("/plain/admin/changes", AdminPage(changes.listing)),
)
