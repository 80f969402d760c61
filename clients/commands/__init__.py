"""Commands that several clients' command lines share."""
