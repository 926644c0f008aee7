"""Which language a message is in, with English taken as the house's own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lingua import ConfidenceValue, Language, LanguageDetector, LanguageDetectorBuilder

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
MOST_SHARE = 0.5  # from here on it is English if the letters of the whole text say so too
FOREIGN_SHARE = 0.3  # below, letters decide; between the two, they have to be sure
SURE = 0.98  # probability; whole sentences reach it, a few words in jargon do not
FEW_WORDS = 3  # fewer give letters too little to go by: English, unless a word is known as another language's

READ = 4_000  # characters of a text that are looked at
MOST_SENTENCES = 60

_SENTENCE = re.compile(r"[.!?;:…。！？\n]+\s*")
_NOISE = re.compile(r"[\d@#]|://|^www\.")
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
    """The ISO 639-1 code of the language that most words of a cleaned text are in.

    `und` for no text, `en` for one without words. Most words of an English message stand in a list made from our own
    training messages, which settles it; otherwise lingua's letter trigrams decide (its small models: 30 MB, against
    500 MB for the large ones), sentence by sentence where languages are mixed.
    """
    if not text:
        return UNKNOWN
    words = words_of(text)
    share = _english_share(words) if words else 1.0
    if share >= SURE_SHARE or (share >= MOST_SHARE and _best(words).language == Language.ENGLISH):
        return "en"
    shares = language_shares(text)
    if not shares:
        return _of_words(words, text)[0]
    return max(shares, key=lambda code: (shares[code], code == "en"))


def language_shares(text: str) -> dict[str, float]:
    """The share of each language in the words of a cleaned text's sentences, 0 to 1, most first.

    Sentences of fewer than three words are left out, and a text without a longer one has no shares. A sentence whose
    letters leave doubt counts to the language of all foreign sentences together.
    """
    counts: dict[str, int] = {}
    doubtful: list[str] = []
    for sentence in _SENTENCE.split(text[:READ])[:MOST_SENTENCES]:
        words = words_of(sentence)
        if len(words) >= FEW_WORDS or (words and not _LATIN.search(sentence)):
            code, sure = _of_words(words, sentence)
            doubtful += words if not sure else []
            counts[code] = counts.get(code, 0) + (len(words) if sure else 0)
    if doubtful:
        code, _ = _of_words(doubtful, text)
        counts[code] = counts.get(code, 0) + len(doubtful)
    total = sum(counts.values())
    return {code: count / total for code, count in sorted(counts.items(), key=lambda one: -one[1]) if count}


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, in order, without addresses, numbers, hash tags."""
    spoken = " ".join(piece for piece in text[:READ].split() if not _NOISE.search(piece))
    return [word.replace("’", "'") for word in _WORD.findall(spoken.casefold())]


def _of_words(words: list[str], text: str) -> tuple[str, bool]:
    """The language of words that belong together, with whether their letters leave no doubt."""
    share = _english_share(words)
    if share >= SURE_SHARE:
        return "en", True
    if len(words) < FEW_WORDS and _LATIN.search(text):
        return next((_KNOWN[word] for word in words if word in _KNOWN), "en"), True
    best = _best(words)
    if share >= FOREIGN_SHARE and best.value < SURE:
        return "en", True
    return best.language.iso_code_639_1.name.lower(), best.value >= SURE


def _best(words: list[str]) -> ConfidenceValue:
    """The likeliest language of words by their letters."""
    return _detector().compute_language_confidence_values(" ".join(words))[0]


def _english_share(words: list[str]) -> float:
    return sum(word in english_words() for word in words) / len(words)


@cache
def english_words() -> frozenset[str]:
    """Words that at least two writers of our training messages use, in lower case."""
    return frozenset(Path(__file__).with_name("english_words.txt").read_text(encoding="utf-8").split())


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*LANGUAGES).with_low_accuracy_mode().build()
