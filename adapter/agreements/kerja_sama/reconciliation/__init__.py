"""Whether both parties hold the same of a list, without sending it."""
