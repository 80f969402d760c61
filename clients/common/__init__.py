"""LayananKerjaSama, as each party calls it: one class for each theme, with one method for each operation."""
