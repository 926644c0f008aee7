"""Imports of uploaded files: check first, then import, then look at what came or take it back."""

from assistant.desk.imports.state import Stage, Upload, Wish
from assistant.desk.imports.uploads import IMPORTERS, LARGEST_UPLOAD, Imports, fields_of

__all__ = ["IMPORTERS", "LARGEST_UPLOAD", "Imports", "Stage", "Upload", "Wish", "fields_of"]
