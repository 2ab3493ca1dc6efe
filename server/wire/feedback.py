"""What people say of the pages, over the wire."""

from msgspec import Struct

from server.wire.types import Time


class FeedbackNoted(Struct):
    """It was written down, of this page."""

    page: str


class FeedbackWords(Struct):
    """What somebody wrote under 没用; nothing says who."""

    text: str
    language: str
    version: str
    made_at: Time


class PageFeedback(Struct):
    """One kind of page: how often it helped and did not, and the newest words."""

    page: str
    helpful: int
    unhelpful: int
    words: list[FeedbackWords]


class FeedbackPages(Struct):
    """The pages, those that helped least often first."""

    items: list[PageFeedback]
