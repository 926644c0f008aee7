"""Imports of uploaded files: check first, then import, then look at what came or take it back."""

from assistant.desk.imports.shelf import LARGEST_UPLOAD, too_large
from assistant.desk.imports.state import Stage, Upload, Wish
from assistant.desk.imports.uploads import IMPORTERS, Imports, Waiting, fields_of

__all__ = ["IMPORTERS", "LARGEST_UPLOAD", "Imports", "Stage", "Upload", "Waiting", "Wish", "fields_of", "too_large"]
