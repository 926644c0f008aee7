"""One tool a file; the signature is the schema."""
