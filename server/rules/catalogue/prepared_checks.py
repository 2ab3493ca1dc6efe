"""What must hold of a service that comes prepared (免申即享): everything that its form requires has a
way to be known before somebody asks."""

from collections.abc import Mapping

from server.rules.applications import PICTURE_TYPES, SELF
from server.rules.catalogue.mistakes import Findings, Mistake
from server.rules.catalogue.service_files import ServiceFile
from server.rules.catalogue.shape import read_as
from server.rules.form_fields import Known, is_absent, read

#: What nobody answers for somebody else, or the form works out by itself.
_NEVER = ("declaration", "fact", "signature")


def check_prepared(file: str, value: Mapping, form: Mapping | None) -> list[Mistake]:
    """The mistakes of the mark `prepared` in a service's file that has no others. form: expanded; None
    where there is none. Of a version from the pages it is not asked: there nobody writes the mark, and
    where a field is gone or new, less is filled in, or nothing prepared."""
    found = Findings(file)
    service = read_as(found, value, ServiceFile)
    if service is not None:
        _check(service, form, found)
    return found.mistakes


def _check(service: ServiceFile, form: Mapping | None, found: Findings) -> None:
    mark, place = service.prepared, ("prepared",)
    if mark is None:
        return
    if form is None:
        found.add(place, "has no form that could be filled in")
        return
    if SELF not in service.for_:
        found.add(place, "is prepared for the person alone, and nobody may ask for themselves")
    fields = {field["path"]: field for field in form["fields"]}
    home = (*place, "home")
    named = mark.home is not None and found.known(home, mark.home, fields, "field")
    if named and fields[mark.home]["type"] != "address":
        found.add(home, f"{mark.home!r} is no address")
    for index, path in enumerate(mark.earlier):
        at = (*place, "earlier", index)
        if path in mark.earlier[:index]:
            found.add(at, f"{path!r} stands here twice")
        if found.known(at, path, fields, "field") and fields[path]["type"] in _NEVER:
            found.add(at, f"{path!r} is never answered beforehand")
    for path, value in mark.usual.items():
        at = (*place, "usual", path)
        if not found.known(at, path, fields, "field"):
            continue
        field = fields[path]
        if field["type"] in (*_NEVER, *PICTURE_TYPES, "group"):
            found.add(at, f"{path!r} is never answered beforehand")
        elif is_absent(field, value) or read(field, value, Known()).wrong:
            found.add(at, f"is no answer of {path!r}")
    ways = {mark.home, *mark.earlier, *mark.usual}
    for path, field in fields.items():
        if field.get("required") and not _is_known(field) and path not in ways:
            found.add(place, f"nothing says how the required {path!r} is known")


def _is_known(field: Mapping) -> bool:
    return "prefill" in field or "computed" in field or field["type"] in _NEVER[:2]
