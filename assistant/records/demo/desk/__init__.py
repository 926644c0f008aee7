"""What is written to the demo company, by it, about it."""
