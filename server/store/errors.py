"""What can go wrong with the store, in its own words."""


class StoreError(Exception):
    """Base of the store's errors."""


class Unavailable(StoreError):
    """The database is locked, full or away: try again later."""


class Locked(Unavailable):
    """Somebody else holds a row this statement needs; the transaction can go on without it."""


class Duplicate(StoreError):
    """A row with that key is there already."""
