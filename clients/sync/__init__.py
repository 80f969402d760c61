"""An agreement's exchange in both directions: runs of it, and the worker that does and begins them."""
