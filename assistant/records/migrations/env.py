"""What Alembic runs: the migrations, on the connection that the store hands over."""

from alembic import context

from assistant.records.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
