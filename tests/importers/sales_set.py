"""A small set in the shape of the public CRM sales set, with the same quirks."""

from __future__ import annotations

from pathlib import Path

TABLES = {
    "accounts.csv": """account,sector,year_established,revenue,employees,office_location,subsidiary_of
Northwind Labs,technolgy,1996,1100.04,2822,United States,
Bluebird Inc,retail,1993,1242.32,4540,Philipines,Zephyr Group
Zephyr Group,medical,2001,718.62,2448,Kenya,Northwind Labs
""",
    "data_dictionary.csv": """Table,Field,Description
accounts,account,Company name
""",
    "products.csv": """product,series,sales_price
ZX Basic,ZX,550
ZX Max,ZX,4821
""",
    "sales_pipeline.csv": """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
AAAA0001,Ann Ash,ZX Basic,Bluebird Inc,Won,2016-10-20,2017-03-01,1054
AAAA0002,Bob Birch,ZXMax,Northwind Labs,Lost,2016-10-25,2017-03-11,0
AAAA0003,Ann Ash,ZXMax,,Engaging,2016-11-25,,
AAAA0004,Ann Ash,ZX Max,Zephyr Group,Prospecting,,,
""",
    "sales_teams.csv": """sales_agent,manager,regional_office
Ann Ash,Mia Moss,Central
Bob Birch,Mia Moss,Central
Cy Cedar,Nat Nut,East
""",
}


def write_sales_set(folder: Path) -> Path:
    """Write the five files."""
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
