"""The shape of a bundle's file (assets/catalogue/bundles); docs/services.md says what each member
means."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from server.rules.catalogue.files import Code
from server.rules.catalogue.service_files import Event


class _Closed(Struct, forbid_unknown_fields=True):
    """An unknown member is a mistake."""


class Ask(_Closed, kw_only=True):
    """A question that decides what is needed; when: whether it is asked at all."""

    id: Code
    type: Literal["yes_no", "choice"]
    options: list[Code] = []
    when: Any = None


class BundleMember(_Closed, kw_only=True):
    """A service of the bundle. when: whether somebody needs it, over the questions; absent: always."""

    service: Code
    when: Any = None


class BundleFile(_Closed, kw_only=True):
    """assets/catalogue/bundles/<code>.json"""

    code: Code
    version: Annotated[int, Meta(ge=1)]
    department: Code
    events: Annotated[list[Event], Meta(min_length=1)]
    often: Annotated[int, Meta(ge=0, le=9)] = 0
    asks: Annotated[list[Ask], Meta(min_length=1, max_length=12)]
    members: Annotated[list[BundleMember], Meta(min_length=2, max_length=12)]
