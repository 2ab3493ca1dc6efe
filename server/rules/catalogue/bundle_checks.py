"""What must hold of a bundle beside its shape; each mistake is told with its place."""

from collections.abc import Mapping
from typing import Any

from server.rules.bundles import ASKS, Part, compose
from server.rules.catalogue.bundle_files import BundleFile
from server.rules.catalogue.mistakes import Findings
from server.rules.catalogue.service_checks import Known, Read, Texts, fact_types
from server.rules.catalogue.shape import read_as
from server.rules.expression_check import Names, check_condition, references
from server.rules.form_check import check_form
from server.rules.promises import without_promises

_SAID = ("title", "summary", "also", "result")
_KINDS = {"yes_no": "boolean", "choice": "text"}


def read_bundle(
    stem: str, value: Any, own: Texts, services: Mapping[str, Read], bundles: set[str], known: Known
) -> Read:
    """A bundle from its file's value and its own texts by language, as the service that it is.
    services: those that were read; bundles: the codes of all of these files."""
    found = Findings(f"bundles/{stem}.json")
    bundle = read_as(found, value, BundleFile)
    if bundle is None:
        return Read({}, None, {}, found.mistakes)
    return _Check(stem, bundle, value, own, services, bundles, known, found).run()


def parts_of(bundle: Mapping, services: Mapping[str, Read]) -> list[Part]:
    """The members of a bundle's file, each a service with a form (_Check._members looked). Of several
    at once nothing is promised: a promise is to one office about one paper."""
    parts = []
    for member in bundle["members"]:
        read = services[member["service"]]
        assert read.form is not None
        parts.append(
            Part(
                member["service"],
                member.get("when"),
                read.service,
                without_promises(read.form),
                read.words,
            )
        )
    return parts


class _Check:
    def __init__(
        self,
        stem: str,
        bundle: BundleFile,
        value: dict,
        own: Texts,
        services: Mapping[str, Read],
        bundles: set[str],
        known: Known,
        found: Findings,
    ):
        self.stem, self.bundle, self.value, self.own = stem, bundle, value, own
        self.services, self.bundles, self.known, self.found = services, bundles, known, found

    def run(self) -> Read:
        self._heads()
        self._asks()
        self._members()
        self._texts()
        if self.found.mistakes:  # what would follow from them helps nobody
            return Read({}, None, {}, self.found.mistakes)
        parts = parts_of(self.value, self.services)
        composed = compose(self.value, parts, self.own, self.known.common)
        if not composed.service["for"]:
            self.found.add(("members",), "there is nobody whom all of them are for")
        texts = {
            language: {*words, *self.known.program[language]}
            for language, words in composed.words.items()
        }
        for mistake in check_form("", composed.form, fact_types(self.known.facts), texts):
            self.found.add(("members",), f"together: {mistake.pointer}: {mistake.message}")
        codes = [member.service for member in self.bundle.members]
        missing = self.bundle.department not in self.known.departments
        missing = missing or any(self.services[code].without_department for code in codes)
        return Read(composed.service, composed.form, composed.words, self.found.mistakes, missing)

    def _heads(self) -> None:
        bundle, found = self.bundle, self.found
        if bundle.code != self.stem:
            found.add(("code",), f"must be the file's name, {self.stem}")
        if bundle.code in self.services:
            found.add(("code",), "a service is called so")
        if len(set(bundle.events)) < len(bundle.events):
            found.add(("events",), "has a word twice")

    def _asks(self) -> None:
        """A question hangs on earlier ones only: so none hangs on itself."""
        types: dict[str, str] = {}
        options: dict[str, list[str]] = {}
        for index, ask in enumerate(self.bundle.asks):
            place, path = ("asks", index), f"{ASKS}.{ask.id}"
            if path in types:
                self.found.add((*place, "id"), f"two questions {ask.id!r}")
            if (ask.type == "choice") is not bool(ask.options):
                self.found.add((*place, "options"), "a choice, and nothing else, has options")
            if ask.when is not None:
                self._condition(ask.when, (*place, "when"), Names(types, {}, options))
            types = {**types, path: _KINDS[ask.type]}
            options = {**options, path: ask.options} if ask.options else options
        self.names = Names(types, {}, options)

    def _condition(self, when: Any, place: tuple, names: Names) -> None:
        before = len(self.found.mistakes)
        check_condition(when, place, names, self.found)
        if len(self.found.mistakes) == before and not references(when):
            self.found.add(place, "hangs on no question")

    def _members(self) -> None:
        seen: set[str] = set()
        for index, member in enumerate(self.bundle.members):
            place, code = ("members", index, "service"), member.service
            if code in seen:
                self.found.add(place, f"has {code!r} twice")
            seen.add(code)
            if code in self.bundles:
                self.found.add(place, f"{code!r} is a bundle itself")
            elif self.found.known(place, code, self.services, "service"):
                read = self.services[code]
                if not read.mistakes and read.form is None:
                    self.found.add(place, f"{code!r} has no form: nobody can ask for it here")
                elif read.mistakes:
                    self.found.add(place, f"{code!r} has mistakes of its own")
            if member.when is not None:
                self._condition(member.when, ("members", index, "when"), self.names)

    def _texts(self) -> None:
        service, form = f"service.{self.stem}.", f"form.{self.stem}."
        wanted = {service + name: () for name in _SAID}
        wanted |= {
            f"{service}member.{member.service}.why": ("members", index, "service")
            for index, member in enumerate(self.bundle.members)
        }
        wanted[f"{form}section.{ASKS}.title"] = ("asks",)
        helps: set[str] = set()
        for index, ask in enumerate(self.bundle.asks):
            wanted[f"{form}{ASKS}.{ask.id}.label"] = ("asks", index)
            helps.add(f"{form}{ASKS}.{ask.id}.hint")
            for option in ask.options:
                wanted[f"{form}{ASKS}.{ask.id}.option.{option}"] = ("asks", index, "options")
        for language, texts in self.own.items():
            for key, place in wanted.items():
                if not texts.get(key):
                    self.found.add(place, f"no text {key} in {language}")
            for key in texts.keys() - wanted.keys() - helps:
                self.found.add((), f"nothing says {key} in {language}")
            for key in ("bundle.why", "bundle.none"):
                if key not in self.known.common[language]:
                    self.found.add((), f"no text {key} in {language}")
