"""Which language a message is in, with English taken as the house's own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

SUPPORTED = frozenset({"en"})
UNKNOWN = "und"  # ISO 639-2 for undetermined: there was no text

LANGUAGES = (
    Language.ENGLISH,
    Language.GERMAN,
    Language.FRENCH,
    Language.SPANISH,
    Language.ITALIAN,
    Language.PORTUGUESE,
    Language.DUTCH,
    Language.SWEDISH,
    Language.DANISH,
    Language.BOKMAL,
    Language.FINNISH,
    Language.POLISH,
    Language.CZECH,
    Language.HUNGARIAN,
    Language.ROMANIAN,
    Language.TURKISH,
    Language.GREEK,
    Language.RUSSIAN,
    Language.UKRAINIAN,
    Language.ARABIC,
    Language.HEBREW,
    Language.HINDI,
    Language.CHINESE,
    Language.JAPANESE,
    Language.KOREAN,
    Language.VIETNAMESE,
    Language.INDONESIAN,
)
SURE_SHARE = 0.7  # of a text's words: from here on it is English, whatever the letters look like
FOREIGN_SHARE = 0.3  # below, letters decide; between the two, they have to be sure
SURE = 0.98  # probability; whole sentences reach it, a few words in jargon do not
FEW_WORDS = 3  # fewer give letters too little to go by: English, unless a word is known as another language's

_NOISE = re.compile(r"https?://\S+|www\.\S+|\S*[@#]\S+|\S*\d\S*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_WORDS_OF = {
    "de": "danke bitte hallo rechnung bestellung kündigen rückerstattung guten morgen ja nein",
    "fr": "merci bonjour bonsoir salut facture remboursement commande beaucoup oui",
    "es": "gracias hola factura reembolso pedido cancelar buenos buenas días por favor ayuda",
    "it": "grazie ciao buongiorno fattura rimborso ordine aiuto",
    "pt": "obrigado obrigada olá bom dia fatura reembolso pedido ajuda",
    "nl": "dank bedankt factuur bestelling terugbetaling goedemorgen hulp",
    "pl": "dziękuję dzięki faktura zwrot zamówienie pomoc proszę",
    "sv": "tack hej faktura återbetalning beställning hjälp",
}
_KNOWN = {word: code for code, words in _WORDS_OF.items() for word in words.split()}


def language_of(text: str) -> str:
    """The ISO 639-1 code of a cleaned text's language; `und` for no text, `en` for one without words.

    Most words of an English message stand in a list made from our own training messages, which settles it;
    otherwise lingua's letter trigrams decide (its small models: 30 MB, against 500 MB for the large ones).
    """
    if not text:
        return UNKNOWN
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(_NOISE.sub(" ", text[:4000]))]
    if not words:
        return "en"
    share = sum(word in english_words() for word in words) / len(words)
    if share >= SURE_SHARE:
        return "en"
    if len(words) < FEW_WORDS and _LATIN.search(text):
        return next((_KNOWN[word] for word in words if word in _KNOWN), "en")
    best = _detector().compute_language_confidence_values(" ".join(words))[0]
    if share >= FOREIGN_SHARE and best.value < SURE:
        return "en"
    return best.language.iso_code_639_1.name.lower()


@cache
def english_words() -> frozenset[str]:
    """Words that at least two writers of our training messages use, in lower case."""
    return frozenset(Path(__file__).with_name("english_words.txt").read_text(encoding="utf-8").split())


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*LANGUAGES).with_low_accuracy_mode().build()
