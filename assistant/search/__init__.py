"""Records found by name or by meaning."""
