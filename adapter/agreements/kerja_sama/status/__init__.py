"""How the agreement stands, and which elements may pass."""
