"""Failures of protection, and destruction."""
