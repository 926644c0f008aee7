"""A chat assistant over a company's own customer records."""
