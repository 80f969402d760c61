"""Whole lists: received in parts, worked through chunk by chunk in the background, given back in pages."""
