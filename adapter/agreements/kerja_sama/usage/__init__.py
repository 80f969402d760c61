"""Who used which of one's own data."""
