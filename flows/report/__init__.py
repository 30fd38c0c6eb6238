"""The pages people look at: what a run did, and what failed in it.

Reads the published copy through `flows/warehouse/`, writes to `<home>/reports/`.
"""

from flows.report.content import Report
from flows.report.page import render_page
from flows.report.reading import build_report
from flows.report.writing import WrittenReport, write_report

__all__ = ["Report", "WrittenReport", "build_report", "render_page", "write_report"]
