"""The only reader of the environment."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where things are; each field can be set as `CRM_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="CRM_", extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("crm-assistant"))
    database_url: str = Field(default="", repr=False)  # of PostgreSQL, with its password; empty: `crm.db` in the home
    encoder: str = ""  # empty: the packaged all-MiniLM-L6-v2; else a folder or a hub name
    threads: int = 2  # CPU threads of the models where many texts are read; one text is read by one
    public_hosts: str = ""  # comma-separated host names the server answers to besides loopback
