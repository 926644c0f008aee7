"""Customers found by a request in plain language: facts as conditions, the rest by meaning."""
