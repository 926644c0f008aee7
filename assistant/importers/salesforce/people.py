"""Salesforce's people with their companies: users, accounts, contacts, leads."""

from __future__ import annotations

from assistant.importers.salesforce.cells import first_filled, id_of, is_true, record_id, spaced
from assistant.importers.salesforce.exports import (
    ACCOUNT,
    STAMPS,
    Kind,
    accounts,
    every,
    key,
    living,
    money,
    owner,
    owners,
    pointer,
    records,
    when,
    words,
)
from assistant.importers.salesforce.picklists import LIFECYCLE
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.layout import Field, Layout, Only
from assistant.records.batches.takes import among, first_word, rest_words

COLLEAGUES = frozenset({"", "Standard", "CsnOnly"})  # the second are users of Chatter alone

WHOLE = ("contactname", "name", "fullname", "contact:fullname")
NAMES = (named("first_name", "firstname"), named("last_name", "lastname"))
NAMES_IN_ONE = (named("first_name", *WHOLE, take=first_word), named("last_name", *WHOLE, take=rest_words))
USER_NAME = (
    named("name", "name", "fullname", "user:fullname"),
    Named(("firstname", "lastname"), (Field("name", "", also_from=("lastname",), join=spaced),)),
)


def users(header: Header) -> tuple[Layout, ...]:
    """People of the company that runs Salesforce; customers who sign in to a portal are none."""
    fields = (
        key("id", "userid"),
        *USER_NAME,
        named("email", "email"),
        named("is_active", "isactive", "active"),
        pointer("manager_id", "user", "managerid", may_miss=True),
        *STAMPS,
    )
    colleagues = when(header, _is_colleague, "usertype", otherwise="a portal user, a guest or a process")
    return records("user", header, fields, only=(colleagues,))


COMPANY = (
    key("id", "accountid"),
    named("name", "name", "accountname"),
    named("domain", "website"),
    named("industry", "industry"),
    named("employees", "numberofemployees", "employees"),
    money("annual_revenue", "annualrevenue"),
    named("country", "billingcountry", "billingcountrycode"),
    named("city", "billingcity"),
    named("lifecycle_stage", "type", "accounttype", take=among(LIFECYCLE), keep=True),
    named("founded_year", "yearstarted"),
    named("description", "description", "accountdescription"),
    pointer("parent_id", "account", "parentid", "parentaccountid", may_miss=True),
    Named(("parent.name", "parentaccount"), (Field("parent_id", "", "account", by="name", may_miss=True),)),
    *owner("accountowner"),
    *STAMPS,
)


def companies(header: Header) -> tuple[Layout, ...]:
    """Accounts; of person accounts their contacts too."""
    own = records("account", header, COMPANY, *owners(header, "accountowner"))
    return (*own, *persons(header, own[-1]))


def persons(header: Header, account: Layout) -> tuple[Layout, ...]:
    """The contact that each person account is at the same time."""
    flag = header.column("ispersonaccount")
    ids = header.column("id", "accountid")
    if not flag or not ids:
        return ()
    fields = header.bind(
        (
            key("personcontactid"),
            *NAMES,
            named("email", "personemail"),
            Named(("phone", "personmobilephone"), (_phone("personmobilephone", "personhomephone"),)),
            named("title", "persontitle"),
            named("opt_out", "personhasoptedoutofemail"),
        )
    )
    account_id = Field("account_id", ids, "account", take=record_id)
    all_fields = (*fields, account_id)
    only = every(living(header), Only(flag, is_true))
    return (Layout("contact", all_fields, {}, header.rest(all_fields), only),)


def contacts(header: Header) -> tuple[Layout, ...]:
    """People at accounts."""
    fields = (
        key("id", "contactid"),
        *_names(header),
        *ACCOUNT,
        named("email", "email"),
        Named(("phone", "mobilephone", "mobile"), (_phone("mobilephone", "mobile", "homephone", "otherphone"),)),
        named("title", "title"),
        named("opt_out", "hasoptedoutofemail", "emailoptout"),
        *owner("contactowner"),
        *STAMPS,
    )
    return records("contact", header, fields, *owners(header, "contactowner"), *accounts(header))


def leads(header: Header) -> tuple[Layout, ...]:
    """People or companies not yet qualified."""
    fields = (
        key("id", "leadid"),
        *_names(header),
        named("company", "company", "companyaccount"),
        named("email", "email"),
        named("status", "status", "leadstatus"),
        named("source", "leadsource"),
        pointer("converted_deal_id", "deal", "convertedopportunityid", take=id_of("006"), may_miss=True),
        *owner("leadowner"),
        *STAMPS,
    )
    return records("lead", header, fields, *owners(header, "leadowner"))


def _names(header: Header) -> tuple[Named, ...]:
    return NAMES if header.column("lastname") else NAMES_IN_ONE


def _is_colleague(cell: str) -> bool:
    return cell in COLLEAGUES


def _phone(*others: str) -> Field:
    return Field("phone", "", also_from=others, join=first_filled)


USER = Kind(
    "User",
    words("user users"),
    (words("lastname name fullname user:fullname"), words("email username")),
    users,
    marks=words("username profileid userroleid userrole.name profile.name federationidentifier"),
    lacks=words("accountid company companyaccount"),
    key="userid",
    own=words("user"),
)
ACCOUNTS = Kind(
    "Account",
    words("account accounts"),
    (words("name accountname"),),
    companies,
    marks=words(
        "accountowner accountnumber accountsource numberofemployees employees annualrevenue billingcountry billingcity"
        " billingstreet billingstate billingstateprovince parentaccount tickersymbol yearstarted personcontactid"
        " shippingcountry shippingcity accountrecordtype"
    ),
    lacks=words("stagename casenumber contractnumber ordernumber username campaignid"),
    key="accountid",
    own=words("account"),
)
CONTACT = Kind(
    "Contact",
    words("contact contacts"),
    (words("lastname contactname name fullname contact:fullname"), words("lastname email")),
    contacts,
    marks=words(
        "accountid account.name accountname account:accountname contactid contactowner mailingcountry mailingcity"
        " mailingstreet reportstoid hasoptedoutofemail department"
    ),
    lacks=words("company companyaccount username campaignid campaignname profileid casenumber stage stagename"),
    key="contactid",
    own=words("contact"),
)
LEAD = Kind(
    "Lead",
    words("lead leads"),
    (words("company companyaccount"), words("lastname name")),
    leads,
    marks=words("leadsource leadstatus leadowner leadid isconverted convertedopportunityid status rating"),
    lacks=words("campaignid campaignname"),
    key="leadid",
    own=words("lead"),
)
KINDS = (USER, ACCOUNTS, CONTACT, LEAD)
