"""What can go wrong with the database, as errors whose message says what to do.

Here: the errors. Not here: where they are raised.
"""


class WarehouseError(Exception):
    """The database cannot be used as asked; the message says what to do."""


class WarehouseLockedError(WarehouseError):
    """Another process holds the database."""


class OutdatedTableError(WarehouseError):
    """A table of an existing database does not fit this version."""


class NewerWarehouseError(WarehouseError):
    """A newer version of the program made the database."""


class DiskFullError(WarehouseError):
    """There is no room to write; what was there before is untouched."""


class LandingError(WarehouseError):
    """What a run brought contradicts itself; nothing of it landed."""


class QueryError(WarehouseError):
    """The question cannot be answered; the message says why."""
