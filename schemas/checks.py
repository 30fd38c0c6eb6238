"""Row checks: claims about one row that a polars expression can decide, each with a severity and a message that says what to do.

Here: the form of a check and those that follow from a column's declaration. Not here: the claims of one table (beside that table), and
what is done with a row that fails (`flows/validate/`).
"""

from dataclasses import dataclass

import polars as pl

from schemas.fields import TEXT_LIST, Field


@dataclass(frozen=True, slots=True, eq=False)
class RowCheck:
    """A claim about every row: `passes` is true where it holds; null means that the claim does not apply and passes."""

    name: str
    column: str  # the column that is named as wrong
    passes: pl.Expr
    message: str
    severity: str = "error"
    shown: str | None = None  # the column whose value is quoted as the failing one, where that is another than `column`


def presence_check(column: str) -> RowCheck:
    """Return the claim that a column is filled."""
    return RowCheck(f"{column}_is_present", column, pl.col(column).is_not_null(), f"{column} is empty: fill it or drop the record")


def membership_check(field: Field) -> RowCheck:
    """Return the claim that a column's values (each item of a list) come from the closed list its field declares."""
    values = sorted(field.values or ())
    column = pl.col(field.name)
    passes = column.list.set_difference(pl.lit(values)).list.len() == 0 if field.dtype == TEXT_LIST else column.is_in(values)
    shown = ", ".join(values) if len(values) <= 20 else f"{len(values)} codes of schemas/codes.py"
    return RowCheck(f"{field.name}_is_known", field.name, passes, f"{field.name} is none of: {shown}", field.unlisted)


def day_check(column: str, last: pl.Expr | None = None) -> RowCheck:
    """Return the claim that a day lies in 1900 to 2100: what lies outside was misread."""
    passes = pl.col(column).is_between(pl.date(1900, 1, 1), pl.date(2100, 12, 31) if last is None else last)
    return RowCheck(f"{column}_is_plausible", column, passes, f"{column} lies before 1900 or too far ahead: the date was misread")
