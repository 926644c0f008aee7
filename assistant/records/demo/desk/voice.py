"""How one person writes: greeting, farewell, signature, care."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from numpy.random import Generator

from assistant.records.demo.desk.shelf import Text, signed

SPOKEN = ("phone", "api")  # written down by others
LETTERS = ("email", "web")
GREETINGS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("Hi,", "Hello,", "Hi there,", "Hi {agent},", "Hello {agent},", "Morning,", "Hi all,", "Hello again,", "Hey,"),
        (
            "Dear {agent},", "Dear Pellworth team,", "Dear Sir or Madam,", "Dear support team,", "Good morning,",
            "Good afternoon,", "Dear Pellworth,", "Dear all,", "Good day,", "Hello Pellworth,",
        ),
    ),
    "de": (("Hallo,", "Hallo {agent},", "Guten Tag,", "Moin,"), ("Sehr geehrte Damen und Herren,", "Guten Tag,")),
    "fr": (("Bonjour,", "Bonjour {agent},"), ("Madame, Monsieur,", "Bonjour,")),
    "es": (("Hola:", "Hola, {agent}:", "Buenas:"), ("Estimados señores:", "Buenos días:")),
    "it": (("Ciao,", "Buongiorno,"), ("Gentili signori,", "Buongiorno,")),
    "pt": (("Olá,", "Bom dia,"), ("Exmos. Senhores,", "Bom dia,")),
}  # fmt: skip
"""By language, those of casual writers, then those of formal ones."""

FAREWELLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("Thanks", "Best", "Cheers", "Regards", "Thx", "Many thanks", "All the best", ""),
        ("Kind regards,", "Best regards,", "Yours sincerely,", "With kind regards", "Regards,", "Yours faithfully,"),
    ),
    "de": (("Viele Grüße", "Grüße", "Danke und Gruß", ""), ("Mit freundlichen Grüßen", "Freundliche Grüße")),
    "fr": (("Merci,", "Cordialement,", "Bonne journée,"), ("Bien cordialement,", "Cordialement,", "Salutations,")),
    "es": (("Gracias,", "Un saludo,", "Saludos,"), ("Atentamente,", "Saludos cordiales,", "Un cordial saludo,")),
    "it": (("Grazie,", "Saluti,"), ("Cordiali saluti,", "Distinti saluti,")),
    "pt": (("Obrigado,", "Abraço,"), ("Com os melhores cumprimentos,", "Atentamente,")),
}
SIGNATURES = (
    "{first_name}", "{full_name}", "{full_name}\n{company}", "{full_name}\n{title}, {company}",
    "{full_name}, {company}", "{first_name}\n{company}", "{full_name}\n{title}", "{full_name}\n{company}\n{phone}",
    "{full_name}\n{company}, {city}",
)  # fmt: skip
PREFIXES = (
    "hi, ", "{first_name} from {company} here. ", "hey ", "hi there, {first_name} here. ", "Hello. ", "hi {agent}, ",
    "Hi, ", "{full_name}, {company}: ", "hello, this is {first_name}. ", "hi its {first_name} from {city}. ",
)  # fmt: skip
"""Before a chat message that does not begin with a greeting."""

SUFFIXES = ("", " ({first_name}, {company})", "", " {phone}", " / {first_name}", " {email}", "", "")
"""After a chat message that begins without a greeting."""

AFTERTHOUGHTS = ("", "", " :)", " {agent}", "!", " 👍", " cheers", " {first_name}", " have a good one", " bye")
"""After a chat message of thanks."""

CALLS = (
    "Agent: Pellworth support, {agent} speaking.\n",
    "Agent: Good morning, Pellworth, this is {agent}.\nCaller: Hello, {full_name} here, from {company}.\n",
    "Agent: Pellworth Instruments, {agent}, how can I help?\nCaller: {full_name} is my name, {company}.\n",
    "[{full_name}, {phone}]\n",
    "Agent: Pellworth, you're speaking with {agent}. Who am I speaking to?\nCaller: {first_name}, in {city}.\n",
    "Call from {full_name}, {company}, {city}:\n",
    "Agent: Thanks for holding, {agent} here.\n",
)
"""Before the transcript of a call that begins with what the caller wants."""

MACHINES = ("\n\nSent by {email}", "\n\nreporter: {full_name} ({company})", "\n\n{email}, ref {ref}")
"""After what came in through the interface for programs."""

_GREETING = re.compile(
    r"^(?:(?:Hi|Hello|Hey|Dear|Good \w+|Morning)(?: there| all| team| support| Pellworth| Support| Sirs?| \{agent\}"
    r"| Pellworth team| Sir or Madam| sir or madam)?|Guten Tag|Hallo|Sehr geehrte Damen und Herren|Bonjour"
    r"|Madame, Monsieur|Hola|Buenos días)[,:!]\n\n"
)
_ENDING = re.compile(
    r"\n\n(?:(?:Kind |Best |With kind |With best )?[Rr]egards|Best|Thanks|Thank you|Many thanks|Cheers|Yours sincerely"
    r"|Yours faithfully|Sincerely|Best wishes|(?:Mit f|F)reundlichen? Grü(?:ß|ss)en?|Viele Grüße|Cordialement"
    r"|Bien cordialement|Merci|Merci d'avance|Un saludo|Saludos|Gracias|Atentamente)?[,.!]?\n?"
    r"(?:\{(?:first_name|full_name)\})(?:,? ?\n?\{(?:title|company|city)\}){0,3}$"
)
_GREETED = re.compile(
    r"^(?:hi|hello|hey|morning|good |dear |guten|hallo|moin|servus|sehr geehrte|liebe|bonjour|madame|hola|buen|estimad"
    r"|salve|ciao|gentil|bom dia|boa tarde|ol[aá]|exm)",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w@.\-/{`])[a-zäöüéèñ]{5,}(?![\w@{-])")
_SENTENCE = re.compile(r"(^|[.!?] )([A-Z])(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Voice:
    """The habits of one person, each as a number to be compared or an index."""

    is_formal: bool
    greeting: int
    farewell: int
    signature: int
    care: float  # 0 (sloppy) to 1 (spotless)

    @classmethod
    def of(cls, rng: Generator) -> Voice:
        """Draw a voice."""
        luck = rng.integers(0, 1_000, 3)
        return cls(bool(rng.random() < 0.4), int(luck[0]), int(luck[1]), int(luck[2]), float(rng.beta(4, 1.2)))

    def write(self, text: Text, values: Mapping[str, str], channel: str, rng: Generator) -> str:
        """The text as this person would put it; what it says stays.

        Args:
            text: With slots.
            values: For all slots of the text, the person's own facts among them.
            channel: email, web, chat, phone, social or api; what others wrote down stays as it is.
            rng: Draws what differs from message to message.
        """
        if "full_name" not in values:
            return self._typed(text.filled(values), text.language, channel, rng)
        if channel in SPOKEN:
            return signed(_noted(text, channel, rng), values).format_map(values)
        body = self._letter(text, rng) if channel in LETTERS else self._note(text, rng)
        return self._typed(signed(body, values).format_map(values), text.language, channel, rng)

    def _letter(self, text: Text, rng: Generator) -> str:
        greetings = GREETINGS[text.language][self.is_formal]
        farewells = FAREWELLS[text.language][self.is_formal]
        own = greetings[(self.greeting + int(rng.integers(0, 2))) % len(greetings)]
        body, first = text.text, text.stage == "first"
        if _GREETING.match(body):
            body = _GREETING.sub(lambda match: f"{own}\n\n", body)
        elif text.mood > -2 and not _GREETED.match(body) and rng.random() < (0.35 if first else 0.5):
            body = f"{own}\n\n{body}"
        signed = SIGNATURES[(self.signature + int(rng.integers(0, 2))) % len(SIGNATURES)]
        farewell = farewells[(self.farewell + int(rng.integers(0, 2))) % len(farewells)]
        ending = f"\n\n{farewell}\n{signed}" if farewell else f"\n\n{signed}"
        if _ENDING.search(body):
            return _ENDING.sub(lambda match: ending if text.mood > -2 else f"\n\n{signed}", body)
        unsigned = not text.slots & {"first_name", "full_name"} and not body.endswith((">", '?"'))
        return f"{body}\n\n{signed}" if unsigned and rng.random() < 0.85 else body

    def _note(self, text: Text, rng: Generator) -> str:
        if text.stage == "thanks" and not text.slots:
            return text.text + AFTERTHOUGHTS[(self.farewell + int(rng.integers(0, 4))) % len(AFTERTHOUGHTS)]
        if text.language != "en" or _GREETED.match(text.text) or rng.random() > 0.75 or text.mood <= -2:
            return text.text + SUFFIXES[(self.signature + int(rng.integers(0, 4))) % len(SUFFIXES)]
        prefix = PREFIXES[(self.greeting + int(rng.integers(0, 3))) % len(PREFIXES)]
        return prefix + text.text

    def _typed(self, body: str, language: str, channel: str, rng: Generator) -> str:
        """With the slips that happen to this person; names, numbers, addresses stay."""
        hurry = 1.6 if channel in ("chat", "social") else 1.0
        sloppiness = (1 - self.care) * hurry
        if language == "en" and sloppiness > 0.25 and rng.random() < sloppiness:
            body = re.sub(r"(?<=[a-z])'(?=(?:t|s|ll|re|ve|m)\b)", "", body)
        if channel == "chat" and sloppiness > 0.2 and rng.random() < 0.6:
            body = _SENTENCE.sub(lambda match: match[1] + match[2].lower(), body)
        for _ in range(int(rng.poisson(1.2 * sloppiness + 0.08))):
            body = slip(body, rng)
        if rng.random() < 0.5 * sloppiness:
            body = body.removesuffix(".")
        return body


def _noted(text: Text, channel: str, rng: Generator) -> str:
    """What others wrote down: a call begins with who is speaking, a machine says for whom it writes."""
    if channel == "api":
        return text.text + MACHINES[int(rng.integers(len(MACHINES)))]
    if text.stage == "first" and text.text.startswith("Caller:") and text.language == "en" and rng.random() < 0.75:
        return CALLS[int(rng.integers(len(CALLS)))] + text.text
    return text.text


def slip(body: str, rng: Generator) -> str:
    """One letter swapped, left out or struck twice, in a word of small letters."""
    words = list(_WORD.finditer(body))
    if not words:
        return body
    word = words[int(rng.integers(len(words)))]
    letters, at, kind = word[0], int(rng.integers(1, len(word[0]) - 2)), int(rng.integers(3))
    wrong = (
        letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :],
        letters[:at] + letters[at + 1 :],
        letters[: at + 1] + letters[at:],
    )[kind]
    return body[: word.start()] + wrong + body[word.end() :]
