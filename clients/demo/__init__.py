"""The demonstration: a BKN of our own, and both partners' clients exchanging signed records with it over HTTP."""
