"""What a text promises, a test sees done: no sentence of a message without a message."""

import json
import re
from pathlib import Path

import pytest
import test_activities
import test_activities_plain
import test_activity_edits
import test_bookings
import test_corrections
import test_drafts
import test_messages
import test_messages_to_persons
import test_pictures
import test_reminders
import test_turned_away
import test_visits

ROOT = Path(__file__).resolve().parents[2]

#: Texts that promise a message, and the test that sees it come.
PROMISES = {
    "appeal.contact.account_text": test_messages.test_the_filer_is_told_of_each_stage_and_nobody_else,
    "appeal.joined": test_messages.test_who_joined_is_told_of_every_step_that_leads_on,
    "similar.next.told": test_messages.test_who_joined_is_told_of_every_step_that_leads_on,
    "receipt.next.accept_by": test_messages.test_the_filer_is_told_of_each_stage_and_nobody_else,
    "server.plain.messages.text": test_messages.test_the_filer_is_told_of_each_stage_and_nobody_else,
    "server.plain.messages.yes": test_messages.test_the_filer_is_told_of_each_stage_and_nobody_else,
    "form.turned_away.section.contact.title": test_turned_away.test_it_is_answered_told_and_rated,
    "server.plain.book.remind": test_bookings.test_the_day_before_a_message_says_when_where_and_how_to_cancel,
    "server.plain.activities.done.waiting": test_activities.test_a_place_that_is_given_back_goes_to_the_first_who_waits_who_is_told,
    "server.plain.activity_edit.text": test_activity_edits.test_who_signed_up_gets_one_message_with_what_it_was_and_is_and_keeps_their_place,
    "server.plain.activity_desk.reason.hint": test_activities_plain.test_calling_off_tells_everybody_once_and_nobody_signs_up_any_more,
    "settings.reminders.text": test_reminders.test_who_comes_to_an_age_is_told_of_what_is_for_it,
    "assist.slip.later": test_messages_to_persons.test_the_person_gets_the_receipt_and_can_look_the_case_up_with_it,
    "settings.messages.sms": test_messages.test_who_wants_none_gets_none_and_can_change_it,
    "settings.messages.sms.text": test_messages.test_the_filer_is_told_of_each_stage_and_nobody_else,
}
#: Texts with such words that promise none: of the one-time code, of the gallery's examples, questions.
NO_PROMISE = (
    "gallery.", "login.", "form.login.", "server.sms.", "server.label.", "feedback.plain.messages", "server.plain.hint.code", "server.plain.messages.link",
    "settings.messages.failed", "settings.admin.", "services.ask.", "server.plain.messages.question", "server.plain.reminders.", "server.demo.messages.", "server.admin.",
)  # fmt: skip


def test_every_text_that_promises_a_message_has_a_test_that_sees_it():
    found = set()
    for file in (ROOT / "assets/i18n/zh-CN").glob("*.json"):
        for name, text in json.loads(file.read_text("utf-8")).items():
            if re.search("短信|告诉您|通知您|发消息", text) and not name.startswith(NO_PROMISE):
                found.add(name)
    assert found == set(PROMISES)


_FILED_LATER = (
    "e2e/nothing_lost.test.mjs",
    "no network at the moment of submitting: it waits, and is filed exactly once",
)
_SIGNED_OUT = (
    "unit/offline/outbox_test.cpp",
    "An expired session keeps the filing until its owner is back",
)
_AT_THE_DOOR = "e2e/assist.test.mjs", "without a network from the first page to the last"
_METADATA = test_pictures.test_metadata_of_any_kind_costs_only_itself
_DRAFTS_END = test_drafts.test_it_is_over_after_thirty_days_without_a_change
#: Texts that say what else will happen by itself, and the test that sees it: of the server, or a file and the name in it.
BY_ITSELF = {
    "appeal.saved": (
        "e2e/nothing_lost.test.mjs",
        "a reload in the middle of the form keeps words and photos",
    ),
    "form.later.hint": test_corrections.test_a_minor_material_may_follow_by_a_promised_day_and_is_chased,
    "apply.later": test_corrections.test_a_minor_material_may_follow_by_a_promised_day_and_is_chased,
    "apply.waiting_photos": (
        "unit/offline/outbox_test.cpp",
        "Photos go before the filing and are named in it",
    ),
    "assist.offline": _AT_THE_DOOR,
    "assist.sent.waiting": _AT_THE_DOOR,
    "assist.sent.held.text": (
        "unit/offline/dependencies_test.cpp",
        "What depends on another never says that it is on its way while that one is not",
    ),
    "assist.sent.signed_out.text": (
        "e2e/tablet.test.mjs",
        "what waits is sent after signing in and the right PIN",
    ),
    "booking.booked": test_bookings.test_the_day_before_a_message_says_when_where_and_how_to_cancel,
    "form.help_wish.from.hint": test_visits.test_who_asks_reads_when_who_comes_and_the_worker_of_the_grid_has_the_visit,
    "error_page.offline.text": (
        "e2e/offline.test.mjs",
        "reloaded without a network in the middle of the form",
    ),
    "feedback.waiting": (
        "e2e/feedback.test.mjs",
        "waits on the device, also over a reload, and arrives once",
    ),
    "form.appeal.attachments.hint": _METADATA,
    "form.step.attachments.hint": _METADATA,
    "outbox.note.signed_out": _SIGNED_OUT,
    "outbox.note.waiting": _FILED_LATER,
    "outbox.unread": (
        "unit/offline/runner_test.cpp",
        "A store that stays unreadable is looked at once a minute",
    ),
    "outbox.waiting": _FILED_LATER,
    "patrol.kept": (
        "unit/ui/views/patrol_test.cpp",
        "What is seen is reported in three steps without a network",
    ),
    "sent.signed_out.text": _SIGNED_OUT,
    "sent.waiting.next": ("unit/offline/outbox_test.cpp", "A failing server is tried for ever"),
    "sent.waiting.text": _FILED_LATER,
    "server.plain.draft.here": _DRAFTS_END,
    "server.plain.draft.kept": _DRAFTS_END,
    "whole.until": ("unit/ui/views/whole_test.cpp", "are not shown longer than ten minutes"),
}
#: Texts with such words that say what somebody does, or what was done.
NOT_BY_ITSELF = (
    "case.did.", "gallery.", "server.plain.again.link", "server.plain.help.when.hint", "server.plain.messages.reminders",
)  # fmt: skip


def test_every_text_that_says_that_something_will_happen_has_a_test_that_sees_it():
    found = set()
    for file in (ROOT / "assets/i18n/zh-CN").glob("*.json"):
        for name, text in json.loads(file.read_text("utf-8")).items():
            said = re.search("自动|提醒您|联系您|会打电话", text) and name not in PROMISES
            if said and not name.startswith((*NO_PROMISE, *NOT_BY_ITSELF)):
                found.add(name)
    assert found == set(BY_ITSELF)


@pytest.mark.parametrize("name", sorted(BY_ITSELF))
def test_the_test_that_is_named_is_there(name):
    seen = BY_ITSELF[name]
    if isinstance(seen, tuple):
        file, title = seen
        assert title in (ROOT / "tests" / file).read_text("utf-8")
