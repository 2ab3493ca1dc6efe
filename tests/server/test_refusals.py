"""Whatever an application is refused for is said as people say it: no path or code of the program stands in it."""

import pytest

from server.rules.form_fields import PARTS
from server.rules.forms import Problem
from server.services import definitions
from server.services.words import LANGUAGES

#: What the rules of forms answer of a field (docs/api.md).
CODES = (
    *("required", "too_short", "too_long", "format", "checksum", "date", "unknown", "out_of_range"),
    *("too_many", "too_large", "wrong_type", "mismatch"),
)
#: What is said of the filing as a whole, beside the answers of its form.
OF_FILING = {
    "service": ("required", "wrong_type", "unknown", "closed", "already_open", "only_once"),
    "for": ("unknown",),
    "later": ("wrong_type",),
    "later.fields": ("required", "wrong_type"),
    "later.fields.0": ("unknown",),
    "later.by": ("required", "date", "out_of_range"),
    "reused": ("wrong_type",),
    "reused.0": ("unknown",),
    "on_behalf_of": ("unknown", "required", "dead", "wrong_type"),
    "mandate": (
        *("required", "unknown", "other_person", "other_helper", "not_begun", "expired", "revoked"),
        *("dead", "out_of_scope", "other_matter", "own_matter", "wrong_type"),
    ),
    "person": ("unknown", "dead"),
    "kind": ("required", "unknown", "wrong_type"),
    "Idempotency-Key": ("required", "format"),
}


def paths_of(form: dict) -> list[str]:
    """Every path that an answer to the form may be refused at."""
    found = []
    for field in form["fields"]:
        path, kind = field["path"], field["type"]
        found.append(path)
        if kind in ("attachments", "multi_choice", "group"):
            found.append(f"{path}.0")
        found += [f"{path}.0.{inner['path']}" for inner in field.get("fields", ())]
        found += [f"{path}.{part}" for part in PARTS if kind in ("place", "address", "person")]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_form_is_named_as_the_form_names_it(lite_world, language):
    window = lite_world.window
    words, wrong = window.library.of(language), []
    for service in window.reference.affairs.forms:
        definition = definitions.present(window, service)
        for path in paths_of(definition.form):
            for code in CODES:
                problem = Problem(path, code, min=1, max=2, index=1)
                said = words.problem(*definition.labelled(language, [problem]))
                named = any(key in said for key in ("{", "error.field", "form."))
                if named or ("." in path and path in said):
                    wrong.append((service, path, code, said))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_the_filing_itself_has_a_sentence(lite_world, language):
    words, wrong = lite_world.window.library.of(language), []
    for path, codes in OF_FILING.items():
        for code in codes:
            said = words.problem(Problem(path, code, min=1, max=2, index=1))
            if said == words(f"error.field.{code}", label=path, min=1, max=2, index=1):  # its path
                wrong.append((path, code, said))
    assert wrong == []
