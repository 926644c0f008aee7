"""All pages as one Gradio application."""

from __future__ import annotations

import gradio as gr

from ui.backend import Backend
from ui.background import Caretaker
from ui.screens.accounts import AccountsPage
from ui.screens.chat import ChatPage
from ui.screens.customer import CustomerPage
from ui.screens.tickets import TicketsPage

LONGEST_QUEUE = 32  # events waiting; one more is answered 503
AT_ONCE = 4  # events of one kind


def site(backend: Backend, caretaker: Caretaker) -> gr.Blocks:
    """Build the pages.

    Only answers wait in the queue: Gradio loses an event that joins it just as its stream closes behind a quick one.
    """
    blocks: gr.Blocks
    with gr.Blocks(title="CRM Assistant", analytics_enabled=False, fill_width=True, fill_height=True) as blocks:
        chat = ChatPage(backend, caretaker)
        blocks.load(chat.load, None, chat.loaded, show_progress="hidden", queue=False)
    with blocks.route("Accounts", "accounts", show_in_navbar=False):
        accounts = AccountsPage(backend)
        blocks.load(accounts.load, None, accounts.list.listed, show_progress="hidden", queue=False)
    with blocks.route("Customer", "customer", show_in_navbar=False):
        customer = CustomerPage(backend)
        blocks.load(customer.load, None, customer.loaded, show_progress="hidden", queue=False)
    with blocks.route("Tickets", "tickets", show_in_navbar=False):
        tickets = TicketsPage(backend)
        blocks.load(tickets.load, None, tickets.loaded, show_progress="hidden", queue=False)
    blocks.queue(max_size=LONGEST_QUEUE, default_concurrency_limit=AT_ONCE, api_open=False)
    return blocks
