"""What analysts edit, read as package data by `flows/seeds.py`: rules, lexicons, reference tables, sources, sample articles. No Python here."""
