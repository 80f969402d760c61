"""Keadaan kahar: told, answered, ended."""
