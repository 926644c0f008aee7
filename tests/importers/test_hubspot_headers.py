"""HubSpot's columns in other languages, in any order, few or many."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.records.batches import import_paths
from assistant.records.store import Store
from tests.importers.looking import names, utc
from tests.records.batches.tables import count, load, put, rows


@pytest.mark.parametrize(
    ("stage", "is_closed", "is_won"),
    [
        ("closedwon", True, True),
        ("Abgeschlossen und gewonnen", True, True),
        ("Verloren", True, False),
        ("Fermé gagné", True, True),
        ("Fermée perdue", True, False),
        ("Cierre ganado", True, True),
        ("Cierre perdido", True, False),
        ("Gewonnene Erkenntnisse", False, False),
        ("Perspective", False, False),
    ],
)
def test_a_stage_s_name_tells_its_meaning_in_four_languages(
    store: Store, tmp_path: Path, stage: str, is_closed: bool, is_won: bool
) -> None:
    load(store, tmp_path, "deals.csv", "Deal Name,Deal Stage", f"A,{stage}")
    assert rows(store, "deal", "stage", "is_closed", "is_won") == [(stage, is_closed, is_won)]


def test_the_api_s_json_is_read_like_an_export(store: Store, tmp_path: Path) -> None:
    page = {
        "results": [
            {
                "id": "8200001",
                "properties": {
                    "dealname": "One",
                    "dealstage": "closedwon",
                    "amount": "12.50",
                    "hs_object_id": "8200001",
                },
                "createdAt": "2024-01-02T03:04:05.000Z",
                "archived": False,
            }
        ]
    }
    (tmp_path / "deals.json").write_text(json.dumps(page), encoding="utf-8")
    report = import_paths(store, [tmp_path / "deals.json"])
    assert (report.system, report.objects) == ("hubspot", (count("deal", created=1),))
    assert rows(store, "deal", "source_id", "name", "amount", "is_won", "created_at") == [
        ("8200001", "One", 12.5, True, utc(2024, 1, 2, 3, 4, 5)),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Datensatz-ID;Deal-Name;Deal-Phase;Betrag;Währung;Abschlussdatum;Zuständiger Mitarbeiter",
        "ID de fiche d’informations;Nom de la transaction;Phase de la transaction;Montant;Devise;Date de fermeture;"
        "Propriétaire de la transaction",
        "ID de registro;Nombre del negocio;Etapa del negocio;Valor;Moneda;Fecha de cierre;Propietario del negocio",
    ],
    ids=["German", "French", "Spanish"],
)
def test_deals_in_other_languages(store: Store, tmp_path: Path, header: str) -> None:
    load(store, tmp_path, "export.csv", header, "7;Waagen;Angebot;100,50;EUR;2024-03-01;Maria Weber")
    people = names(store, "user")
    fields = ("source_id", "name", "stage", "amount", "currency", "close_date", "owner_id")
    ((*deal, owner),) = rows(store, "deal", *fields)
    assert (*deal, people[owner]) == ("7", "Waagen", "Angebot", 100.5, "EUR", date(2024, 3, 1), "Maria Weber")


@pytest.mark.parametrize(
    "header",
    [
        "Vorname;Nachname;E-Mail;Telefonnummer;Lifecycle-Phase",
        "Prénom;Nom;E-mail;Numéro de téléphone;Phase du cycle de vie",
        "Nombre;Apellidos;Correo;Número de teléfono;Etapa del ciclo de vida",
    ],
    ids=["German", "French", "Spanish"],
)
def test_contacts_in_other_languages(store: Store, tmp_path: Path, header: str) -> None:
    report = load(store, tmp_path, "export.csv", header, "Ada;Okafor;ada@example.com;+49 381 1;Lead")
    assert (report.system, report.objects) == ("hubspot", (count("contact", created=1),))
    assert rows(store, "contact", "first_name", "last_name", "email", "phone") == [
        ("Ada", "Okafor", "ada@example.com", "+49 381 1"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Datensatz-ID;Unternehmensname;Branche;Anzahl der Mitarbeiter;Stadt",
        "ID de fiche d'informations;Nom de l'entreprise;Secteur d'activité;Nombre d'employés;Ville",
        "ID de registro;Nombre de la empresa;Sector;Número de empleados;Ciudad",
    ],
    ids=["German", "French", "Spanish"],
)
def test_companies_in_other_languages(store: Store, tmp_path: Path, header: str) -> None:
    load(store, tmp_path, "export.csv", header, "5;Ostsee Labor GmbH;BIOTECHNOLOGY;75;Rostock")
    assert rows(store, "account", "source_id", "name", "industry", "employees", "city") == [
        ("5", "Ostsee Labor GmbH", "Biotechnology", 75, "Rostock"),
    ]


def test_column_order_spaces_and_case_do_not_matter(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "x.csv", " deal  STAGE ,AMOUNT, record id,Deal\u00a0Name", "New,5,1,One")
    assert rows(store, "deal", "source_id", "name", "stage", "amount") == [("1", "One", "New", 5.0)]


def test_sixty_properties_of_their_own_become_typed_custom_fields(store: Store, tmp_path: Path) -> None:
    own = ",".join(f"Own {place}" for place in range(60))
    cells = ",".join(str(place) if place % 2 else f"word {place}" for place in range(60))
    load(store, tmp_path, "x.csv", f"Record ID,Deal Name,Deal Stage,{own}", f"1,One,New,{cells}")
    ((custom,),) = rows(store, "deal", "custom")
    assert custom == {f"Own {place}": place if place % 2 else f"word {place}" for place in range(60)}


def test_three_columns_are_enough(store: Store, tmp_path: Path) -> None:
    report = load(store, tmp_path, "x.csv", "Deal Name,Deal Stage,Amount", "One,Closed Won,5", "Two,New,")
    assert (report.system, report.objects) == ("hubspot", (count("deal", created=2),))
    assert rows(store, "deal", "name", "is_won", "amount") == [("One", True, 5.0), ("Two", False, None)]
    again = import_paths(store, [tmp_path / "x.csv"])
    assert again.objects == (count("deal", duplicates=2),)


def test_a_bad_date_and_an_unknown_company_go_to_quarantine_with_their_reasons(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "companies.csv", "Record ID,Company name", "1,Acme")
    put(
        *(tmp_path, "deals.csv"),
        "Record ID,Deal Name,Deal Stage,Close Date,Associated Company IDs",
        "1,One,New,2024-02-30,1",
        "2,Two,New,2024-02-28,2",
        "3,Three,New,1709164800000,1",
    )
    report = import_paths(store, [tmp_path])
    assert [(one.line, one.reason.removesuffix(" that is here")) for one in report.quarantine] == [
        (2, "Close Date: '2024-02-30' is no day of the calendar"),
        (3, "Associated Company IDs: '2' names no account"),
    ]
    assert rows(store, "deal", "source_id", "close_date") == [("3", date(2024, 2, 29))]
