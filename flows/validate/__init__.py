"""Event rows -> valid rows and rejected records.

Pure: frames in, frames out. The claims about rows stand beside their tables in `schemas/`; those that need the document's text, here.
"""

from flows.validate.validation import Validated, validate

__all__ = ["Validated", "validate"]
