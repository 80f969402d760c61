"""Extension and early end, proposed and answered."""
