"""The declarative base that every table of the records shares."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, DateTime, ForeignKey, MetaData, Numeric, String, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time: timezone-aware UTC in Python, a naive UTC timestamp in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times rather than guess their zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: attach a time zone before storing it")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Mark what comes out as UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


Money = Annotated[float, mapped_column(Numeric(18, 2, asdecimal=False))]
Ratio = Annotated[float, mapped_column(Numeric(9, 6, asdecimal=False))]


class Base(DeclarativeBase):
    """The metadata of the home's database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: UtcDateTime(), dict[str, Any]: JSON(), list[str]: JSON(), str: String()}


class Record(Base):
    """A business object: what every imported table carries besides its own fields."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    source_system: Mapped[str] = mapped_column(default="local")
    source_id: Mapped[str | None]
    created_at: Mapped[datetime | None]
    updated_at: Mapped[datetime | None]
    custom: Mapped[dict[str, Any]] = mapped_column(default=dict)

    @declared_attr
    def import_batch_id(cls) -> Mapped[int | None]:  # noqa: N805 - SQLAlchemy passes the class
        """The import that last wrote this row."""
        return mapped_column(ForeignKey("import_batch.id", use_alter=True), index=True)

    @declared_attr
    def owner_id(cls) -> Mapped[int | None]:  # noqa: N805
        """The user the row belongs to; the row rule reads it."""
        return mapped_column(ForeignKey("user.id", use_alter=True), index=True)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805
        """A source's own key names one row."""
        return (UniqueConstraint("source_system", "source_id"),)
