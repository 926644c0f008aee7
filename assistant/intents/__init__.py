"""Intent taxonomies as data."""
