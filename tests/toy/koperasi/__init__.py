"""A toy agreement that nobody has signed: it shows that a new agreement is one new folder."""
