"""What was said, provably: messages, and who was touched by them."""
