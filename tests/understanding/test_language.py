import pytest

from assistant.understanding.language import language_of, language_shares
from tests.effort import seconds_of

ENGLISH = (
    "Where is my parcel?",
    "agent pls",
    "k",
    "thx",
    "paypal?",
    "2 x large margherita",
    "EBT online, yes or no?",
    "My name is François Müller and the café in Besançon never got its order.",
    "???",
    "12345",
    "👍",
    "https://example.com/deine/rechnung",
    "LED lamps manufacturer, MOQ 500, FOB Shenzhen. Need catalogue?",
)
FOREIGN = {
    "de": ("Wo bleibt meine Bestellung? Sie sollte am Freitag kommen.", "Ich möchte mein Abo kündigen", "danke"),
    "fr": ("Bonjour, je n'ai toujours pas reçu mon colis.", "merci beaucoup"),
    "es": ("Me han cobrado dos veces este mes", "¿Dónde está mi pedido 4411?"),
    "it": ("Vorrei restituire le scarpe, sono troppo piccole",),
    "pt": ("Não consigo entrar na minha conta",),
    "nl": ("Ik wil mijn abonnement opzeggen",),
    "sv": ("Jag har inte fått min faktura",),
    "pl": ("Nie mogę się zalogować na konto",),
    "tr": ("Siparişim nerede kaldı?",),
    "ru": ("Где мой заказ?",),
    "ja": ("注文した商品がまだ届きません",),
    "zh": ("我的订单在哪里？",),
    "ar": ("أين طلبي؟",),
}


@pytest.mark.parametrize("text", ENGLISH)
def test_short_or_named_english_is_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FOREIGN.items() for text in texts])
def test_another_language_is_named(code: str, text: str) -> None:
    assert language_of(text) == code


def test_no_text_is_undetermined() -> None:
    assert language_of("") == "und"


def test_most_words_decide_in_a_mixed_message() -> None:
    assert language_of("Where is my order? I need it for Friday. Danke und viele Grüße") == "en"
    assert language_of("Hello! Ich möchte mein Abo kündigen, bitte bestätigen Sie das. Thank you very much.") == "de"


def test_the_share_of_each_language_is_told() -> None:
    shares = language_shares("I need it for Friday. Ich brauche es am Freitag.")
    assert shares == {"en": 0.5, "de": 0.5}
    assert language_shares("ok 👍") == {}


def test_a_long_word_is_read_in_good_time() -> None:
    assert seconds_of(lambda: language_of("a" * 4_000)) < 0.5
    assert seconds_of(lambda: language_of("a@" * 2_000)) < 0.5
