"""The demonstration: a BKN of our own, five partners, and the clients of all exchanging signed records over HTTP."""
