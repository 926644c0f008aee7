"""Question to plan to rows."""
