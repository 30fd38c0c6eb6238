"""Event rows -> valid rows and rejected records.

Pure: frames in, frames out. The claims about rows stand beside their tables in `schemas/`; those that need the document's text, here.
"""

from flows.validate.corrections import Correction, load_corrections
from flows.validate.recovery import Recovered, Revalidated, recover_records, revalidate
from flows.validate.validation import Validated, validate

__all__ = ["Correction", "Recovered", "Revalidated", "Validated", "load_corrections", "recover_records", "revalidate", "validate"]
