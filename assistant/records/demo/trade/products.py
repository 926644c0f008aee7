"""What the demo company sells: sensors, gateways, the monitoring service, spare parts, visits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import add_months, midnight, month_start

if TYPE_CHECKING:
    from assistant.records.demo.world import World


@dataclass(frozen=True, slots=True)
class Product:
    """One article of the price list."""

    id: int
    sku: str
    name: str
    series: str
    list_price: float  # USD; a Perch plan is priced per site and year
    suits: frozenset[str] = frozenset()  # industries it was made for


_FRESH = frozenset({"Food & Beverage", "Logistics", "Healthcare", "Pharmaceuticals", "Nonprofit", "Retail"})
_ROOMS = frozenset({"Education", "Real Estate", "Hospitality", "Healthcare", "Technology"})
_CLIMATE = frozenset({"Culture", "Manufacturing", "Agriculture", "Technology", "Hospitality", "Food & Beverage"})
_LARGE = frozenset({"Pharmaceuticals", "Healthcare", "Logistics", "Education", "Technology"})
_CLEAN = frozenset({"Pharmaceuticals", "Healthcare", "Technology", "Education"})

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
    Product(10, "FN-400", "Finch Leak", "Finch", 79.0, frozenset({"Real Estate", "Technology", "Culture"})),
    Product(11, "FN-500", "Finch Door", "Finch", 69.0, _FRESH | {"Hospitality"}),
    Product(12, "FN-600", "Finch Dust", "Finch", 219.0, frozenset({"Manufacturing", "Pharmaceuticals", "Agriculture"})),
    Product(13, "FN-700", "Finch Pressure", "Finch", 289.0, _CLEAN),
    Product(14, "FN-800", "Finch Cryo", "Finch", 349.0, _CLEAN),
    Product(15, "HR-400", "Heron Cellular", "Heron", 690.0, frozenset({"Logistics", "Agriculture", "Nonprofit"})),
    Product(16, "HR-500", "Heron Rack", "Heron", 890.0, frozenset({"Technology", "Education", "Pharmaceuticals"})),
    Product(17, "WR-110", "Wren Battery Pack", "Wren", 12.0),
    Product(18, "WR-120", "Wren Probe Cable", "Wren", 24.0),
    Product(19, "WR-130", "Wren Steel Bracket", "Wren", 9.0),
    Product(20, "WR-140", "Wren Glycol Bottle", "Wren", 15.0),
    Product(21, "WR-150", "Wren Air Filter Set", "Wren", 19.0),
    Product(22, "WR-160", "Wren Silica Cartridge", "Wren", 14.0),
    Product(23, "WR-170", "Wren Solar Panel", "Wren", 139.0),
    Product(24, "WR-180", "Wren Mast Clamp", "Wren", 49.0),
    Product(25, "WR-190", "Wren Power Supply", "Wren", 29.0),
    Product(26, "WR-200", "Wren Antenna", "Wren", 59.0),
    Product(27, "WR-210", "Wren Label Roll", "Wren", 8.0),
    Product(28, "WR-220", "Wren Beacon", "Wren", 99.0),
    Product(29, "WR-230", "Wren Housing", "Wren", 35.0),
    Product(30, "WR-240", "Wren Gateway Fan", "Wren", 22.0),
    Product(31, "WR-250", "Wren Rack Kit", "Wren", 65.0),
    Product(32, "TN-100", "Tern Calibration", "Tern", 65.0),
    Product(33, "TN-200", "Tern Calibration Visit", "Tern", 950.0),
    Product(34, "TN-300", "Tern Installation Day", "Tern", 780.0),
    Product(35, "TN-400", "Tern Training", "Tern", 420.0),
    Product(36, "TN-500", "Tern Mapping Study", "Tern", 2400.0),
)
BY_ID = {product.id: product for product in PRODUCTS}
PLANS = tuple(product for product in PRODUCTS if product.series == "Perch")
SENSORS = tuple(product for product in PRODUCTS if product.series == "Finch")
GATEWAYS = tuple(product for product in PRODUCTS if product.series == "Heron")
DEVICES = tuple(product for product in PRODUCTS if product.series in ("Finch", "Heron"))  # in order of id


def product_rows(world: World) -> Iterator[Row]:
    """All were launched two years before the records begin."""
    launched = midnight(add_months(month_start(0), -24))
    for product in PRODUCTS:
        yield {
            "id": product.id,
            "source_id": product.sku,
            "sku": product.sku,
            "name": product.name,
            "series": product.series,
            "list_price": product.list_price,
            "created_at": launched,
        }


PRODUCT = Concept("product", product_rows)
