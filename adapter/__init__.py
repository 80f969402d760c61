"""Jembatan: the adapter through which BKN and its partners exchange records under signed agreements."""
