"""What a source is: a place that documents come from, what it should bring, and when it is read.

Here: the model of a source and its checks. Not here: which sources there are (`sources.py`) and how one is read (one module a kind).
"""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Minutes = Annotated[float, Field(ge=0.1, le=60 * 24 * 366)]
_CRON_FIELD = re.compile(r"^[\d*/,\-A-Za-z#?]+$")


class SourceError(Exception):
    """A source that cannot be used; the message says which, why, and what to do."""


class CronSchedule(BaseModel):
    """Runs at the times of a five-field cron expression, in a time zone (UTC by default)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    cron: str
    timezone: str = "UTC"

    @field_validator("cron")
    @classmethod
    def _check_fields(cls, value: str) -> str:
        """Return the expression with single spaces; raise ValueError unless it has five fields."""
        parts = value.split()
        if len(parts) != 5 or not all(map(_CRON_FIELD.match, parts)):
            raise ValueError(f"{value!r} is not a cron expression of five fields, such as '15 6 * * *'")
        return " ".join(parts)


class IntervalSchedule(BaseModel):
    """Runs every so many minutes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    every_minutes: Minutes


class Source(BaseModel):
    """A place that documents come from. Bounds are documents and events a run; null means unbounded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=200)
    kind: str = "folder"
    address: str = Field(min_length=1, description="a path, relative to seeds/ in sources.yml; an address on the web for later kinds")
    publisher: str | None = None
    publisher_family: str | None = Field(
        default=None, description="owner or press group: publishers of one family are no independent sources"
    )
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}$", description="ISO 639-1 code")
    min_documents: int = Field(default=0, ge=0)
    max_documents: int | None = Field(default=None, ge=1)
    min_events: int = Field(default=0, ge=0)
    max_events: int | None = Field(default=None, ge=1)
    schedule: CronSchedule | IntervalSchedule | None = None

    @model_validator(mode="after")
    def _check_bounds(self) -> "Source":
        """Return the source; raise ValueError where a maximum lies below its minimum."""
        for what, low, high in (("documents", self.min_documents, self.max_documents), ("events", self.min_events, self.max_events)):
            if high is not None and high < low:
                raise ValueError(f"max_{what} {high} is below min_{what} {low}")
        return self
