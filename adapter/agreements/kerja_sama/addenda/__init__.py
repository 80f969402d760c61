"""Addenda, and letters that grant an element for a time."""
