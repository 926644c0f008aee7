"""The public CRM sales set (Maven Analytics): accounts, products, sales teams, sales pipeline."""

from __future__ import annotations

from assistant.records.batches.layout import Catalog, Field, Importer, Layout, Stage, TableHead


def team_of(manager: str) -> str:
    """How a manager's team is called."""
    return f"{manager}'s team" if manager else ""


ACCOUNT = Layout(
    "account",
    (
        Field("source_id", "account"),
        Field("name", "account"),
        Field("industry", "sector"),
        Field("founded_year", "year_established"),
        Field("annual_revenue", "revenue"),
        Field("employees", "employees"),
        Field("country", "office_location"),
        Field("parent_id", "subsidiary_of", refers_to="account", by="name"),
    ),
    key_is_name=True,
    settings={"unit:account.annual_revenue": "USD millions"},
)
PRODUCT = Layout(
    "product",
    (
        Field("source_id", "product"),
        Field("name", "product"),
        Field("series", "series"),
        Field("list_price", "sales_price"),
    ),
    key_is_name=True,
)
TEAMS = Layout(
    "team",
    (Field("source_id", "manager", take=team_of), Field("name", "manager", take=team_of)),
    ignored=frozenset({"sales_agent", "regional_office"}),
    distinct=True,
    key_is_name=True,
)
MANAGER = Layout(
    "user",
    (
        Field("source_id", "manager"),
        Field("name", "manager"),
        Field("region", "regional_office"),
        Field("team_id", "manager", refers_to="team", by="name", take=team_of),
    ),
    constants={"role": "manager"},
    ignored=frozenset({"sales_agent"}),
    distinct=True,
    key_is_name=True,
)
AGENT = Layout(
    "user",
    (
        Field("source_id", "sales_agent"),
        Field("name", "sales_agent"),
        Field("region", "regional_office"),
        Field("team_id", "manager", refers_to="team", by="name", take=team_of),
        Field("manager_id", "manager", refers_to="user", by="name"),
    ),
    constants={"role": "agent"},
    key_is_name=True,
)
DEAL = Layout(
    "deal",
    (
        Field("source_id", "opportunity_id"),
        Field("name", "opportunity_id"),
        Field("owner_id", "sales_agent", refers_to="user", by="name"),
        Field("product_id", "product", refers_to="product", by="name"),
        Field("account_id", "account", refers_to="account", by="name"),
        Field("stage", "deal_stage"),
        Field("opened_at", "engage_date"),
        Field("close_date", "close_date"),
        Field("amount", "close_value"),
    ),
    constants={"currency": "USD"},
    stages=(Stage("Prospecting", "open"), Stage("Engaging", "open"), Stage("Won", "won"), Stage("Lost", "lost")),
)

TABLES = ((ACCOUNT,), (PRODUCT,), (TEAMS, MANAGER, AGENT), (DEAL,))


def layouts(head: TableHead, catalog: Catalog) -> tuple[Layout, ...]:
    """Take a table that has every column of one of the four, whatever the file is called."""
    for table in TABLES:
        if {field.column for layout in table for field in layout.fields} <= set(head.columns):
            return table
    return ()


CRM_SALES = Importer("crm_sales", "the public CRM sales set", layouts)
