"""`python -m clients.taspen`: the client of Taspen Life on the command line; a module for each theme."""

from clients.taspen import aggregate_commands, list_commands, verification_commands
from clients.taspen.commands import main

__all__ = ["aggregate_commands", "list_commands", "main", "verification_commands"]

if __name__ == "__main__":
    main()
