"""The contract of every table and of every hand-over between stages.

`registry` names the tables; `fields`, `enumerations` and `codes` say what their columns may hold; `table` and `checks` say what follows.
Imports nothing of the rest of the project.
"""
