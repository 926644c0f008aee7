"""The migrations lead to the schema of the models."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from assistant.records.migrate import NEWEST, alembic_config
from assistant.records.schema import Base
from assistant.records.store import Store


def test_autogenerate_finds_no_difference_between_a_new_home_and_the_models(store: Store) -> None:
    with store.writing.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_revision_is_the_one_that_opening_looks_for(store: Store) -> None:
    with store.writing.connect() as connection:
        assert ScriptDirectory.from_config(alembic_config(connection)).get_current_head() == NEWEST


def test_every_reference_of_the_models_is_kept_by_the_database(store: Store) -> None:
    found = {
        (table, key["constrained_columns"][0], key["referred_table"])
        for table in inspect(store.writing).get_table_names()
        for key in inspect(store.writing).get_foreign_keys(table)
    }
    assert found == {
        (table.name, key.parent.name, key.column.table.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
    }
