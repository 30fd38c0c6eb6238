"""Every SQL statement of the project, read as package data by `flows/warehouse/statements.py`.

tables/ creates, load/ lands, views/ names what readers ask for, checks/ selects offenders, analysis/ answers questions. No Python here.
"""
