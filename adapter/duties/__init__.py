"""The calendar of duties: what each party owes and when, what was done, what is overdue, and who was reminded."""
