"""What the demo company's customers buy, use, pay."""
