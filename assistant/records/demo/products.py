"""What the demo company sells: Finch sensors, Heron gateways, the Perch monitoring service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.records.demo.days import add_months, midnight, month_start


@dataclass(frozen=True, slots=True)
class Product:
    """One article of the price list."""

    id: int
    sku: str
    name: str
    series: str
    list_price: float  # USD; a Perch plan is priced per site and year
    suits: frozenset[str]  # industries it was made for


_FRESH = frozenset({"Food & Beverage", "Logistics", "Healthcare", "Pharmaceuticals", "Nonprofit", "Retail"})
_ROOMS = frozenset({"Education", "Real Estate", "Hospitality", "Healthcare", "Technology"})
_CLIMATE = frozenset({"Culture", "Manufacturing", "Agriculture", "Technology", "Hospitality", "Food & Beverage"})
_LARGE = frozenset({"Pharmaceuticals", "Healthcare", "Logistics", "Education", "Technology"})

PRODUCTS = (
    Product(1, "FN-100", "Finch One", "Finch", 89.0, _CLIMATE),
    Product(2, "FN-200", "Finch Air", "Finch", 149.0, _ROOMS),
    Product(3, "FN-300", "Finch Probe", "Finch", 129.0, _FRESH),
    Product(4, "HR-100", "Heron Mini", "Heron", 249.0, _ROOMS | _FRESH),
    Product(5, "HR-200", "Heron Pro", "Heron", 590.0, _LARGE | _CLIMATE),
    Product(6, "HR-300", "Heron Outdoor", "Heron", 780.0, frozenset({"Agriculture", "Logistics", "Manufacturing"})),
    Product(7, "PC-100", "Perch Basic", "Perch", 588.0, frozenset({"Retail", "Nonprofit", "Culture", "Hospitality"})),
    Product(8, "PC-200", "Perch Team", "Perch", 1788.0, _CLIMATE | _ROOMS | _FRESH),
    Product(9, "PC-300", "Perch Enterprise", "Perch", 5880.0, _LARGE),
)
HARDWARE = PRODUCTS[:6]
PLANS = PRODUCTS[6:]


def product_rows() -> list[dict[str, Any]]:
    """The product table."""
    launched = midnight(add_months(month_start(0), -24))
    return [
        {
            "id": product.id,
            "source_id": product.sku,
            "sku": product.sku,
            "name": product.name,
            "series": product.series,
            "list_price": product.list_price,
            "created_at": launched,
        }
        for product in PRODUCTS
    ]
