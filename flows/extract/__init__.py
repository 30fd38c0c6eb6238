"""Clean documents in, event rows out."""
