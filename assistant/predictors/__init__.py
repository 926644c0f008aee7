"""One predictive question a file."""
