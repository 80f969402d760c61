"""What was signed, as code: one folder per agreement, the same file names in each."""
