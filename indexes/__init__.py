"""Vectors and passages: the base encoder, the FAISS index, snapshots; knows no CRM."""
