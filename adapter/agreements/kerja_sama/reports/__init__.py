"""Reports of use and evaluation, and results of coordination."""
