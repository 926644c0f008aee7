"""Lines that mail programs, ticket systems, legal departments put around a message."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.mail.cuts import Cuts
from assistant.understanding.mail.lines import Line

REPLY_LINE = "a reply stands above this line"
BANNER_LINES = 6  # a banner stands among the first lines with words, or at the head of a quotation

_MARKER = re.compile(
    r"^[#\-=_*~<>|\s]{0,20}(?:please )?(?:type your reply|reply|write(?: your reply)?|respond|add your comment"
    r"|enter your reply)"
    r" above this line\b.{0,80}$|^[#\-=_*\s]{2,20}(?:bitte (?:antworten|schreiben) sie oberhalb dieser (?:linie"
    r"|zeile)"
    r"|répondez au-dessus de cette ligne|escriba su respuesta (?:encima|por encima) de esta línea"
    r"|veuillez (?:écrire|saisir) votre réponse au-dessus de cette ligne"
    r"|gelieve boven deze lijn te antwoorden).{0,60}$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"^\[(?:ticket|case|ref|request)[^\]]{0,60}\]$|^ref:_[0-9A-Za-z._]{6,60}:ref$", re.IGNORECASE)
_TAG = re.compile(
    r"^\s{0,3}(?:[\[({<*]{1,3}(?:external|ext|extern|externe|caution|warning|suspicious|sender not verified|spam\??)"
    r"(?:[ -]?(?:e-?mail|sender|message|absender|source))?[\])}>*]{1,3}:?[\s-]{0,5}){1,4}",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"^[*\W]{0,6}(?:caution|warning|attention|external(?: e-?mail| sender| message)?|achtung|vorsicht"
    r"|extern(?:e e-?mail)?"
    r"|be careful|think before you click|this (?:e-?mail|message) (?:came|comes|was sent|originated|originates"
    r"|is) from"
    r"|this (?:e-?mail|message|sender) (?:is from )?(?:outside|an external)|you don['’]t often (?:get"
    r"|receive) e?-?mails? from"
    r"|some people who received this message don['’]t often|diese (?:e-?mail|nachricht) (?:stammt|kommt) von"
    r"|cet? (?:e-?mail|courriel|message) (?:provient|vient) (?:d['’]un |de l['’])|este (?:correo"
    r"|mensaje) (?:procede|proviene) de)\b",
    re.IGNORECASE,
)
_BANNER_WORDS = re.compile(
    r"outside (?:of )?(?:the|your|our)|external (?:sender|source|e-?mail|address)|originat|do not click"
    r"|don['’]t click"
    r"|unless you (?:recogni|know|trust)|often (?:get|receive)|learn why|attachments?|anhänge|extérieur"
    r"|externe[nr]?\b|exterior|externo"
    r"|klicken sie|ne cliquez",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^[\s*_\-(]{0,4}(?:(?:sent|send) (?:from|via|by|with|using) (?:my |a |the )?(?:\S{1,20} ){0,4}(?:i-?phone"
    r"|i-?pad|android|samsung"
    r"|galaxy|blackberry|huawei|pixel|nokia|xiaomi|oneplus|phone|mobile|tablet|handheld|smartphone|watch|outlook"
    r"|mail|yahoo|gmail|proton"
    r"|windows|airmail|spark|superhuman|hey|mailbird|fastmail|front|intercom)\b.{0,80}"
    r"|get outlook for .{2,40}|outlook for (?:ios|android).{0,20}|yahoo mail: search, organize.{0,30}"
    r"|(?:von )?(?:meinem|mein) (?:i-?phone|i-?pad|handy|smartphone|samsung|android).{0,20}gesendet.{0,20}"
    r"|gesendet (?:von|mit) .{2,60}"
    r"|envoyé (?:de(?:puis)?|à partir) .{2,60}|télécharge[rz] outlook pour .{2,30}|obtenir outlook pour .{2,30}"
    r"|outlook für .{2,30}"
    r"|enviad[oa] (?:desde|do|a partir) .{2,60}|obtener outlook para .{2,30}|obter o outlook para .{2,30}"
    r"|inviato da(?:l mio)? .{2,60}"
    r"|(?:verstuurd|verzonden) (?:vanaf|met|vanuit) .{2,60}|skickat från .{2,60}|sendt fra .{2,60}|lähetetty .{2,60}"
    r"|wysłan[eo] z .{2,60}|odesláno z .{2,60}|отправлено (?:с|из) .{2,60}|надіслано з .{2,60}|trimis de pe .{2,60}"
    r"|(?:my )?.{0,20}i-?phone['’]?(?:um|dan|den|imdan)? gönderildi|dikirim dari .{2,60}"
    r"|i-?phoneから送信|发自我的.{2,20}"
    r"|나의 .{2,10}에서 보냄|(?:please )?(?:excuse|forgive|pardon) (?:any |the |my )?(?:typos|brevity|spelling"
    r"|auto-?correct).{0,60})$",
    re.IGNORECASE,
)
_PRINT = re.compile(
    r"^\W{0,4}(?:please )?(?:consider the environment|think before (?:you )?print|save (?:paper|a tree)).{0,160}$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^\W{0,4}(?:(?:un-?subscribe|opt[- ]out|manage (?:your )?(?:preferences|subscriptions?)|(?:e-?mail "
    r"|update )?preferences|view (?:this e-?mail )?in (?:your )?browser"
    r"|view online|privacy (?:policy|notice)|terms(?: of (?:use|service))?|abmelden|se désabonner|darse de baja"
    r"|disiscriviti|afmelden"
    r"|contact us|help cent(?:er|re)|forward to a friend)\b[^|•·\n]{0,40}[|•·]\s?.{1,300}"
    r"|(?:to|if you (?:no longer )?(?:want|wish|would like|prefer)(?: not)? to) (?:unsubscribe|opt[- ]out"
    r"|stop receiving|receive|be removed).{0,60}"
    r"(?:click|visit|reply|follow|use the|here|unsubscribe|https?:).{0,160}"
    r"|click (?:here|below) to (?:unsubscribe|opt[- ]out).{0,120}|unsubscribe(?: here)?\s?(?:<|\(|:\s?)(?:https?"
    r"|mailto):?.{1,500}"
    r"|you (?:are|have|['’]re|were)\s?(?:receiv(?:ing|ed)|getting|subscribed|sent) (?:to )?(?:this|these|our"
    r"|the).{0,30}(?:because|as|since|at)\b.{0,200}"
    r"|this (?:e-?mail|message) (?:was sent|is a service|has been (?:sent|scanned|checked)|was scanned).{0,200}"
    r"|delivered by (?:zendesk|intercom|freshdesk|hubspot).{0,40}"
    r"|(?:©|\(c\)|copyright) ?\d{4}.{0,160}|powered by \S{2,30}|(?:virus-free|virenfrei)\.? ?(?:www\.)?.{0,40}"
    r"|scanned by .{2,60}|this email has been checked for viruses.{0,80})$",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"\[(?:cid|image):[^\]\n]{0,200}\]|<mailto:[^<>\n]{0,200}>|\[(?:logo|facebook|linkedin|twitter"
    r"|instagram) ?(?:icon|logo)?\]",
    re.IGNORECASE,
)


def cut_footers(lines: Sequence[Line], cuts: Cuts) -> None:
    """Cut markers of ticket systems, banners, lines of devices, notices, unsubscribe links, wherever they stand."""
    words_seen = 0
    for place, line in enumerate(lines):
        if cuts.at(place) or not line.text:
            continue
        text = line.rule_text
        if _MARKER.match(text):
            cuts.cut(place, place + 1, "marker", REPLY_LINE)
        elif _REFERENCE.match(text):
            cuts.cut(place, place + 1, "marker", "reference of a ticket system")
        elif words_seen < BANNER_LINES and _BANNER.match(text):
            _cut_banner(lines, cuts, place)
        elif _TAG.fullmatch(text):
            cuts.cut(place, place + 1, "banner", "mark of an outside sender")
        elif _DEVICE.match(text):
            cuts.cut(place, place + 1, "device", "line that a device adds")
        elif _FOOTER.match(text) or _PRINT.match(text):
            cuts.cut(place, place + 1, "footer", "links below mailings")
        words_seen += 1


def without_tags(text: str) -> str:
    """A line without a leading "[EXTERNAL]", without what stands for pictures."""
    if "[" in text or "<" in text or "*" in text[:4] or "(" in text[:4]:
        return _PICTURE.sub(" ", _TAG.sub("", text, count=1))
    return text


def _cut_banner(lines: Sequence[Line], cuts: Cuts, place: int) -> None:
    """Cut a banner with the rest of its paragraph, as far as it warns."""
    end = place
    text = ""
    while end < len(lines) and lines[end].text and end - place < 5 and not cuts.at(end):
        if end > place and not _BANNER_WORDS.search(lines[end].rule_text):
            break
        text = f"{text} {lines[end].rule_text}"
        end += 1
    if _BANNER_WORDS.search(text):
        cuts.cut(place, end, "banner", "warning about outside senders")
