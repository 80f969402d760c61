"""Notices, and who has confirmed them."""
