"""`python -m adapter.cli`: the command `jembatan`."""

from adapter.cli import main

if __name__ == "__main__":
    main(prog_name="jembatan")
