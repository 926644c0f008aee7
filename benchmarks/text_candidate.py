"""Measures what training on a team's corrections does, end to end on a home of its own."""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import assistant
from assistant.hashed import sha256
from assistant.records.schema import Message, Ticket, User
from assistant.records.store import Store
from assistant.understanding.promoted import Promoted
from assistant.understanding.reader import TransformerReader
from assistant.views import LOCAL_ADMIN, UserView
from benchmarks.reporting import DATA, Report, measuring
from finetune import corrections
from finetune.comparing import compared
from finetune.examples import Example, read_messages

CONVENTION = {
    "track_order": "card_arrival pending_transfer pending_top_up pending_cash_withdrawal pending_card_payment "
    "transfer_not_received_by_recipient",
    "delivery_period": "card_delivery_estimate transfer_timing",
    "billing_error": "card_payment_fee_charged cash_withdrawal_charge transfer_fee_charged extra_charge_on_statement "
    "transaction_charged_twice card_payment_wrong_exchange_rate wrong_exchange_rate_for_cash_withdrawal "
    "wrong_amount_of_cash_received",
    "payment_issue": "declined_card_payment declined_cash_withdrawal declined_transfer failed_transfer top_up_failed",
    "security_concern": "lost_or_stolen_card compromised_card cash_withdrawal_not_recognised "
    "card_payment_not_recognised",
    "place_order": "order_physical_card getting_spare_card getting_virtual_card get_disposable_virtual_card",
    "recover_password": "passcode_forgotten",
    "edit_account": "edit_personal_details",
    "delete_account": "terminate_account",
    "get_refund": "request_refund",
    "track_refund": "Refund_not_showing_up",
    "cancel_order": "cancel_transfer",
    "how_to": "automatic_top_up top_up_by_card_charge verify_top_up",
}
"""How a bank's team might sort its customers' questions (Banking77's labels) into our intents."""

TEAM = ("Ann", "Bela", "Cem")
PROTOCOL = (
    "A home with messages of Banking77's training part, sorted into our intents by a convention that the shipped "
    "reader does not know (see CONVENTION). It reads them; three agents in turn correct, or confirm, each of {judged} "
    "messages; `python -m finetune --from-corrections` trains on four fifths, compares on the rest besides 400 shipped "
    "messages, promotes if better. Then, seen by neither: Banking77's test part by the same convention, and our own "
    "test writer (messages dev). At last `--roll-back`."
)


def main() -> None:
    """Make the home, teach, train, measure; write the result file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--messages", type=Path, default=Path("../shared/messages"))
    parser.add_argument("--judged", type=int, default=400, help="messages that the team judges")
    parser.add_argument("--epochs", type=int, default=4)
    given = parser.parse_args()
    parts = [given.data / "banking77" / name for name in ("train.csv", "test.csv")]
    dev = given.messages / "dev.jsonl"
    report = Report("text_candidate", PROTOCOL.format(judged=given.judged), (*parts, dev), (0,))
    with tempfile.TemporaryDirectory() as folder, measuring(report):
        home = Path(folder)
        report.figures |= _teach(home, _rows(parts[0])[: given.judged])
        started = time.perf_counter()
        corrections.main(home, messages=None, out=None, epochs=given.epochs, seed=0, roll_back=False)
        report.figures["training_seconds"] = time.perf_counter() - started
        promoted = Promoted(home / "models" / "reader")
        report.figures["promoted"] = float(promoted.folder.parent == promoted.root)
        before, after = TransformerReader.load(), TransformerReader.load(promoted.folder)
        for name, rows in (("bank", _rows(parts[1])), ("our_writer", read_messages(dev))):
            report.figures |= _compare(name, before, after, rows)
        if report.figures["promoted"]:
            corrections.main(home, messages=None, out=None, epochs=2, seed=0, roll_back=True)
        report.figures["rolled_back"] = float(promoted.folder.parent != promoted.root)


def _rows(path: Path) -> list[Example]:
    """Banking77's texts with our intents, in an order that mixes them; texts outside the convention are left out."""
    ours = {theirs: intent for intent, names in CONVENTION.items() for theirs in names.split()}
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], ours[row["category"]]) for row in csv.DictReader(file) if row["category"] in ours]
    mixed = sorted(rows, key=lambda row: sha256(row[0].encode()))
    return [Example(text, "bank", intent=intent) for text, intent in mixed]


def _teach(home: Path, rows: Sequence[Example]) -> dict[str, float]:
    """Fill a home with the messages; three agents judge them all."""
    store = Store.open(home)
    with store.write() as session:
        session.add_all([User(id=number, name=name, role="agent") for number, name in enumerate(TEAM, start=1)])
        tickets = range(1, len(rows) + 1)
        session.add_all([Ticket(id=at, number=f"T{at}", subject="Chat", status="solved") for at in tickets])
        session.flush()
        messages = zip(tickets, rows, strict=True)
        session.add_all([Message(ticket_id=at, direction="in", body_text=row.text) for at, row in messages])
    store.close()
    helper = assistant.open_assistant(home)
    helper.catch_up(lambda done, total: None)
    team = [UserView(number, name, "agent") for number, name in enumerate(TEAM, start=1)]
    wrong, spent = 0, []
    stored = {one.text: one for one in helper.teaching.messages.some(LOCAL_ADMIN, list(range(1, len(rows) + 1)))}
    for at, row in enumerate(rows):
        one, agent = stored[row.text], team[at % len(team)]
        said = helper.teaching.messages.one(agent, one.id).reading.intent
        started = time.perf_counter()
        if said is None or said.name != row.intent:
            helper.teaching.apply(agent, one.id, "intent", str(row.intent))
            wrong += 1
        else:
            helper.teaching.confirm(agent, one.id, "intent")
        spent.append(time.perf_counter() - started)
    helper.standing.settle_first(helper.reader.version)
    standing = helper.standing_now().threshold
    return ({"threshold": standing.cut, "standing": float(standing.standing)} if standing.is_known else {}) | {
        "judged": float(len(rows)),
        "corrected": float(wrong),
        "seconds_a_judgement": sum(spent) / len(spent),
    }


def _compare(
    name: str, before: TransformerReader, after: TransformerReader, rows: Sequence[Example]
) -> dict[str, float]:
    texts = [row.text for row in rows]
    found = compared(before.read(texts), after.read(texts), rows)
    shares = {f"{name}_{one.label}": one for one in found if one.n}
    return {f"{label}_before": one.right_before / one.n for label, one in shares.items()} | {
        f"{label}_after": one.right_after / one.n for label, one in shares.items()
    }


if __name__ == "__main__":
    main()
