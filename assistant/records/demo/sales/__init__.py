"""How the demo company sells: deals, quotas, campaigns."""
