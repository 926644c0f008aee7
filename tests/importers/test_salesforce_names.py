"""Custom fields of Salesforce are called by words, alike however they were exported."""

import pytest

from assistant.importers.salesforce.names import field_name, field_names


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        (("BillingStreet", "BILLINGSTREET", "Billing Street"), "Billing Street"),
        (("Health_Score__c", "HEALTH_SCORE__C"), "Health Score"),
        (("ERP_Number__c", "ERP_NUMBER__C"), "ERP Number"),
        (("acme__Health_Score__c",), "Health Score"),
        (("Shoe_Size__pc",), "Shoe Size"),
        (("Profile.Name", "PROFILE.NAME"), "Profile Name"),
        (("Probability (%)",), "Probability (%)"),
        (("NPS__c", "NPS__C"), "NPS"),
        (("Phone", "PHONE"), "Phone"),
    ],
)
def test_a_header_is_read_as_words(columns: tuple[str, ...], name: str) -> None:
    assert {field_name(column) for column in columns} == {name}


def test_a_custom_field_is_not_called_as_a_field_of_ours() -> None:
    found = field_names(("STATUS", "ForecastCategory", "Reason"), "Case", {"status", "forecast_category"})
    assert found == {"STATUS": "Case Status", "ForecastCategory": "Case Forecast Category", "Reason": "Reason"}
