"""The history of the schema, applied to a home when it is opened."""
