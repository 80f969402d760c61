"""LayananKerjaSama: the operations that every agreement shares."""
