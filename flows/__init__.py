"""Orchestration and the stages, in the order the data flows: ingest, clean, extract, validate, warehouse, report."""
