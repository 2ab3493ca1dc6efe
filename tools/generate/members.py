"""Writes src/wire/members.inl: how the API's answers are read and kept by the client, member by member.

    python tools/generate/members.py

The members, their order and what they hold are those of server/wire/types.py, from which the
description of the API is made. Here stands only where a member lies in the client's values, if
not under its own name, and what older answers and stored values may lack. The lint "generated"
says when the file is not what the types say.
"""

import sys
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from server.wire import types as wire  # noqa: E402

TARGET = "src/wire/members.inl"

#: Type → name of the function that lists its members.
FUNCTIONS = {
    wire.Uploaded: "attachment_members",
    wire.Step: "step_members",
    wire.Rating: "rating_members",
    wire.Next: "next_members",
    wire.Contact: "contact_members",
    wire.SimilarCase: "similar_members",
    wire.CaseSummary: "summary_members",
    wire.FieldName: "field_name_members",
    wire.FilledLine: "filled_members",
    wire.Correction: "correction_members",
    wire.Missing: "missing_members",
    wire.Result: "result_members",
    wire.BundlePart: "part_members",
    wire.CaseDetail: "detail_members",
    wire.Account: "account_members",
    wire.Street: "street_members",
    wire.Grid: "grid_members",
    wire.Department: "department_members",
    wire.PhoneEntry: "phone_members",
    wire.Reference: "reference_members",
    wire.Notice: "notice_members",
    wire.Sight: "sight_members",
    wire.QueueCount: "queue_count_members",
}
#: Read by functions that others or people wrote.
WRITTEN = {wire.Attachment: "attachment_members", wire.Place: "place_members"}
#: Type → the type whose members it has too, and how they are listed.
BASES = {
    wire.CaseSummary: (wire.SimilarCase, "similar_members(archive, value);"),
    wire.CaseDetail: (wire.CaseSummary, "summary_members(archive, value.summary);"),
}
#: "Type.member" → where it lies in the client's value.
PLACES = {
    "Grid.lon": "centre.lon",
    "Grid.lat": "centre.lat",
}
#: "Type.member" → the call that reads and writes it, for what the type alone does not say.
CALLS = {
    # Receipts that were stored before cases could be joined say nothing of it.
    "SimilarCase.joiners": 'archive.optional_count("joiners", value.joiners);',
    "SimilarCase.joined": 'archive.optional_boolean("joined", value.joined);',
    "SimilarCase.stage": 'stage_member(archive, "stage", value.stage);',
    "BundlePart.stage": 'stage_member(archive, "stage", value.stage);',
    # Older answers and stored values do not say it.
    "CaseSummary.reopened": 'archive.optional_boolean("reopened", value.reopened);',
    "Rating.praises": 'archive.optional_texts("praises", value.praises);',
    "Rating.faults": 'archive.optional_texts("faults", value.faults);',
    "Reference.official_years": 'archive.optional_integers("official_years", value.official_years);',
    # Said by uploads only.
    "Uploaded.bytes": 'bytes_member(archive, "bytes", value.bytes);',
    # Nothing for a picture, and in what was stored before there were documents.
    "Uploaded.pages": 'archive.optional_integer("pages", value.pages);',
    # What this program cannot do, and promises it has no words for, are left out.
    "CaseDetail.actions": 'archive.known_codes("actions", value.actions);',
    # Receipts that were stored before there were applications say nothing of them.
    **{
        f"CaseDetail.{name}": f'archive.optional_list("{name}", value.{name}, '
        f"[](auto& inner, auto& one) {{ {each}(inner, one); }});"
        for name, each in (
            ("filled", "filled_members"),
            ("askable", "field_name_members"),
            ("parts", "part_members"),
        )
    },
    "CaseDetail.next": 'promises_member(archive, "next", value.next);',
}
#: Members the client has no use for.
UNUSED = {"Step.actor_role"}
#: "Type.member" → the largest whole number.
LARGEST = {
    "Uploaded.width": "largest_pixels",
    "Uploaded.height": "largest_pixels",
    "CaseSummary.version": "INT64_MAX",
    "QueueCount.count": "INT64_MAX",
}
#: What may be missing without harm: the client shows nothing there.
OPTIONAL = {
    *("Street.center_name", "Street.phone"),
    *("Grid.community", "Department.phone", "PhoneEntry.hours"),
}


def _bare(kind: Any) -> tuple[Any, bool, dict]:
    """The type without alternatives and notes, whether it may be null, and its notes."""
    optional = False
    if get_origin(kind) in (UnionType, Union):
        (kind,) = [k for k in get_args(kind) if k is not NoneType]
        optional = True
    notes: dict = {}
    if get_origin(kind) is Annotated:
        for meta in get_args(kind)[1:]:
            notes |= meta.extra_json_schema or {}
            notes |= {"ge": meta.ge, "le": meta.le}
        kind = get_args(kind)[0]
    return kind, optional, notes


def _function_of(kind: type) -> str:
    return WRITTEN.get(kind) or FUNCTIONS[kind]


def _call(owner: type, name: str, hint: Any) -> str:
    place = f"{owner.__name__}.{name}"
    if place in CALLS:
        return CALLS[place]
    kind, optional, notes = _bare(hint)
    optional = optional or place in OPTIONAL
    prefix = "optional_" if optional else ""
    at = f'"{name}", value.{PLACES.get(place, name)}'
    if notes.get("format") == "date-time":
        return f"archive.{prefix}time({at});"
    if get_origin(kind) is Literal or "x-word" in notes:
        return f"archive.{prefix}word({at});"
    if kind is str:
        return f"archive.{prefix}text({at});"
    if kind is bool:
        return f"archive.boolean({at});"
    if kind is float:
        return f"archive.{prefix}number({at});"
    if kind is int:
        low, high = notes.get("ge") or 0, notes.get("le") or LARGEST.get(place, "largest_count")
        return f"archive.integer({at}, {low}, {high});"
    if get_origin(kind) is list:
        (held,) = get_args(kind)
        if held is str:
            return f"archive.texts({at});"
        each = _function_of(held)
        return f"archive.list({at}, [](auto& inner, auto& one) {{ {each}(inner, one); }});"
    inner = _function_of(kind)
    if optional:
        return (
            f"archive.optional_object({at}, [](auto& inner, auto& one) {{ {inner}(inner, one); }});"
        )
    return f'archive.object("{name}", [&](auto& inner) {{ {inner}(inner, value.{name}); }});'


def _function(kind: type) -> list[str]:
    hints = get_type_hints(kind, include_extras=True)
    about = (kind.__doc__ or "").strip().split("\n")[0]
    base, base_call = BASES.get(kind, (None, ""))
    listed = base.__struct_fields__ if base is not None else ()
    return [
        "",
        f"/// {kind.__name__}: {about}",
        "template <class Archive, class Value>",
        f"void {FUNCTIONS[kind]}(Archive& archive, Value& value) {{",
        *([f"    {base_call}"] if base_call else []),
        *(
            f"    {_call(kind, name, hints[name])}"
            for name in kind.__struct_fields__
            if name not in listed and f"{kind.__name__}.{name}" not in UNUSED
        ),
        "}",
    ]


def generated(root: Path = ROOT) -> dict[str, str]:
    """Path → content."""
    lines = [
        "// Made by tools/generate/members.py from server/wire/types.py; not edited by hand.",
        "// clang-format off",
    ]
    for kind in FUNCTIONS:
        assert issubclass(kind, msgspec.Struct)
        lines += _function(kind)
    return {TARGET: "\n".join([*lines, "// clang-format on", ""])}


if __name__ == "__main__":
    for path, content in generated().items():
        (ROOT / path).write_text(content, encoding="utf-8")
