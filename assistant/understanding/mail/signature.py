"""Where a writer's words end, with name, title, telephone below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.mail.cuts import Cuts
from assistant.understanding.mail.lines import Line

LONGEST_SIGNATURE = 15  # lines with words

_DELIMITER = re.compile(r"^(?:--|—|––|_{2,5}|-{3,6})$")
_REGARDS = (
    r"(?:(?:kind|best|warm|warmest|kindest|many|with(?: kind| best| warm)?|my|personal"
    r"|cordial)\s){0,2}(?:regards|wishes|greetings)"
    r"|all the best|best|rgds|regds|brgds|b\.?r\.?|kr|yours(?: (?:sincerely|faithfully|truly|respectfully|ever"
    r"|etc\.?))?"
    r"|(?:very )?(?:sincerely|respectfully|faithfully|cordially|truly)(?: yours)?|yours|cheers|take care|warmly"
    r"|br|love|xx+|"
    r"mit (?:freundlichen|besten|herzlichen|lieben) gr(?:ü|ue)(?:ß|ss)en|(?:beste|freundliche|liebe|herzliche"
    r"|viele|schöne) gr(?:ü|ue)(?:ß|ss)e"
    r"|mfg|lg|vg|gr(?:ü|ue)(?:ß|ss)e|(?:lieben |schönen |viele[nr]? )?gru(?:ß|ss)|hochachtungsvoll|cordialement"
    r"|bien (?:cordialement|à vous)|(?:meilleures "
    r"|sincères )?salutations(?: distinguées)?"
    r"|saludos(?: cordiales)?|un (?:cordial )?saludo|atentamente|atenciosamente|abraços|cumprimentos"
    r"|cordiali saluti|distinti saluti|saluti"
    r"|met vriendelijke groet(?:en)?|mvg|groet(?:en|jes)?|med vänliga hälsningar|vänliga hälsningar|mvh"
    r"|hälsningar|med venlig hilsen"
    r"|venlig hilsen|vennlig hilsen|hilsen|ystävällisin terveisin|terveisin|pozdrawiam|z poważaniem|s pozdravem"
    r"|üdvözlettel|cu stimă"
    r"|saygılarımla|с уважением|з повагою"
)
_THANKS = (
    r"(?:many |much |with )?thanks(?: (?:a lot|so much|again|in advance|very much|and regards))?"
    r"|thank you(?: (?:so much|again|in advance|very much|kindly))?"
    r"|thx|tia|ta|danke|vielen dank|merci|gracias|grazie|obrigad[oa]|dank(?: u)?|tack|tak"
)
_SIGN_OFF = re.compile(
    rf"^(?:thanks (?:and|&) )?(?:{_REGARDS})(?:\s?[/|]\s?(?:{_REGARDS}))?\s?[,.!;:–—-]{{0,2}}$", re.IGNORECASE
)
_GRATITUDE = re.compile(rf"^(?:{_THANKS})\s?[,.!;:–—-]{{0,2}}$", re.IGNORECASE)
_SIGNED_LINE = re.compile(rf"^(?i:(?:{_REGARDS}))(?:\s?[,.!–—-]\s?|\s)(?:[A-ZÀ-Þ][\w.'’-]{{0,24}}[ ,]{{0,2}}){{1,4}}$")
_NAME = re.compile(
    r"^[-–—~*]{0,2}\s?(?:i\.\s?[AV]\.\s|ppa\.?\s)?(?:(?:Dr|Mr|Mrs|Ms|Prof|Ing|Rev)\.?\s)?[A-ZÀ-Þ][\w.'’-]{0,24}"
    r"(?:(?:\s|, |\s?[/&|]\s?)(?:[A-ZÀ-Þ(][\w.'’)-]{0,24}|van|von|de|der|den|da|di|la|le|of|and|y|bin|al)){0,6}[,.]?$"
)
_CONTACT = re.compile(
    r"(?:\+|\b00)\d[\d ()./-]{6,20}|\(\d{2,5}\) ?\d[\d -]{5,14}|\b\d{3,5}[ .-]\d{3,5}[ .-]?\d{0,5}\b"
    r"|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,60}"
    r"|\b(?:www\.|https?://)\S|^\W{0,2}(?:t|m|e|w|p|f|tel|mob|mobile|cell|phone|office|direct|fax|e-?mail|web"
    r"|skype|linkedin)\s?[.:]\s?\S",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\?|\b(?:i|i['’]m|i['’]ve|we|you|it|my|me|please|is|are|was|were|have|has|can|could|would|will|not|don['’]t"
    r"|order|refund|when|why|how)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(r"^(?:please|pls|kindly|can you|could you|when|where|why|i|we|my|our)\b", re.IGNORECASE)
_POSTSCRIPT = re.compile(r"^p\.?\s?s\.?\b", re.IGNORECASE)


def cut_signatures(lines: Sequence[Line], cuts: Cuts) -> None:
    """Cut the signature of each stretch of lines that is left."""
    for place, line in enumerate(lines):
        if line.signed:
            cuts.cut(place, place + 1, "signature", "the markup says so")
    for start, end in list(cuts.runs()):
        _cut_delimited(lines, cuts, start, end)
    for start, end in list(cuts.runs()):
        _cut_sign_offs(lines, cuts, start, end)
    for start, end in list(cuts.runs()):
        _cut_contact(lines, cuts, start, end)


def _cut_delimited(lines: Sequence[Line], cuts: Cuts, start: int, end: int) -> None:
    """Cut what stands below the last "-- ", unless that is prose."""
    at = next((place for place in range(end - 1, start, -1) if _DELIMITER.match(lines[place].text)), None)
    if at is None:
        return
    below = [place for place in range(at + 1, end) if lines[place].text]
    strict = lines[at].text in {"--", "—"}
    if len(below) > LONGEST_SIGNATURE or any(_is_prose(lines[place], strict=strict) for place in below):
        return
    last = next((place for place in below if _POSTSCRIPT.match(lines[place].text)), end)
    cuts.cut(at, last, "signature", "below a line of dashes")


def _is_prose(line: Line, *, strict: bool) -> bool:
    """Whether a line below dashes is part of the message; below a proper "-- " only long questions are."""
    words = len(line.text.split())
    return (
        words > 25
        or bool(words > 3 and not _NAME.match(line.text) and _ASKING.search(line.rule_text))
        or (not strict and words > 2 and bool(_SENTENCE.search(line.rule_text)))
    )


def _cut_sign_offs(lines: Sequence[Line], cuts: Cuts, start: int, end: int) -> None:
    """Cut "Kind regards" with the name, title, telephone below; of "Thanks" only what stands below."""
    place = start
    while place < end:
        text = lines[place].text
        regards = bool(_SIGN_OFF.match(text) or _SIGNED_LINE.match(text)) if len(text) <= 80 else False
        if regards or (len(text) <= 40 and _GRATITUDE.match(text)):
            below = _signature_end(lines, place + 1, end, named=regards and bool(_SIGNED_LINE.match(text)))
            cuts.cut(place + (not regards), below, "signature", "sign-off")
            place = max(place + 1, below)
        else:
            place += 1


def _signature_end(lines: Sequence[Line], start: int, end: int, *, named: bool) -> int:
    """Where the lines below a sign-off stop being a name, a title, an address."""
    stop, words, place = start, 0, start
    while place < end and words < LONGEST_SIGNATURE:
        text = lines[place].text
        if text:
            fits = _NAME.match(text) if not words and not named else _fits(text)
            if not fits or _POSTSCRIPT.match(text):
                break
            words += 1
            stop = place + 1
        place += 1
    return stop


def _fits(text: str) -> bool:
    """Whether a line could stand in a signature."""
    if len(text) > 160 or len(text.split()) > 14:
        return False
    if text.isupper() and len(text) <= 30:
        return True  # "IT", "CEO"
    if _CONTACT.search(text):
        return not _SENTENCE.search(text)
    return len(text) <= 80 and not _SENTENCE.search(text) and (text[0].isupper() or not text[0].isalpha())


def _cut_contact(lines: Sequence[Line], cuts: Cuts, start: int, end: int) -> None:
    """Cut a block at the end, behind a blank line, that begins with a name and holds two ways to reach its writer."""
    last = end
    while last > start and not lines[last - 1].text:
        last -= 1
    first = last
    while first > start and lines[first - 1].text and last - first < LONGEST_SIGNATURE and _fits(lines[first - 1].text):
        first -= 1
    ways = sum(bool(_CONTACT.search(lines[place].text)) for place in range(first, last))
    apart = first > start and not lines[first - 1].text
    if (
        ways >= 2
        and last - first >= 3
        and apart
        and _NAME.match(lines[first].text)
        and not _announced(lines, start, first)
    ):
        cuts.cut(first, last, "signature", "name with ways to reach its writer")


def _announced(lines: Sequence[Line], start: int, first: int) -> bool:
    """Whether the words above end in a colon: then the block is what they speak of."""
    above = next((lines[place].text for place in range(first - 1, start - 1, -1) if lines[place].text), "")
    return above.endswith(":")
