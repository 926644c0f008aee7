"""Trains a classifier of texts with one label each."""
