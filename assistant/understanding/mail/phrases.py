"""How mail programs of many languages announce quoted mail, forwarded mail, headers."""

from __future__ import annotations

import re

_WROTE = (
    r"wrote|schrieb|a écrit|a écrit|écrivait|escribió|ha scritto|escreveu|schreef|geschreven|skrev|napisał|pisze"
    r"|napsal|napsala"
    r"|kirjoitti|написал|написала|написав|пишет|пише|ezt írta|a scris|έγραψε|yazdı|menulis|đã viết|كتب|כתב"
)
WROTE = re.compile(rf"(?<!\w)(?:{_WROTE})(?!\w)|写道|寫道|のメール|書きました|님이 작성", re.IGNORECASE)
OWN_VERB = re.compile(
    r"(?<!\w)(?:i|you|we|they|he|she|ich|er|sie|wir|yo|usted|il|elle|j['’]ai|ik|u|jij|jag|ni)\s(?:once\s|also\s"
    r"|already\s)?"
    rf"(?:{_WROTE})(?!\w)",
    re.IGNORECASE,
)
"""Somebody telling in their own sentence who wrote what."""
DATED = re.compile(r"\d{1,4}[./\s年-]|@|\d{1,2}:\d{2}|<mailto")
"""What an attribution has besides its verb: a day, an hour, an address."""
ADDRESSED = re.compile(r"\d{4}.{4,200}<[^<>\s@]{1,64}@[^<>\s]{1,200}>\)?\s?[:：]$")
"""An attribution without a verb, as some languages have it."""

_ORIGINAL = (
    r"original message|original e-?mail|original appointment|ursprüngliche nachricht|originalnachricht"
    r"|message d['’]origine"
    r"|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht"
    r"|ursprungligt meddelande"
    r"|originalmeddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna"
    r"|oryginalna wiadomość"
    r"|původní zpráva|eredeti üzenet|mesaj original|orijinal ileti|исходное сообщение|пересылаемое сообщение"
    r"|αρχικό μήνυμα"
    r"|原始邮件|原始郵件|元のメッセージ|원본 메시지|pesan asli|tin nhắn gốc"
    r"|reply message|previous message|quoted text|original text"
)
ORIGINAL = re.compile(rf"^[-_=*\s]{{1,40}}(?:{_ORIGINAL})[-_=*\s:]{{0,40}}$", re.IGNORECASE)

_FORWARDED = (
    r"forwarded message|forwarded e-?mail|forwarded mail|weitergeleitete nachricht|message transféré|message transmis"
    r"|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|vidarebefordrat meddelande"
    r"|videresendt (?:meddelelse|melding|besked)|välitetty viesti|przekazana wiadomość|wiadomość przekazana"
    r"|přeposlaná zpráva"
    r"|továbbított üzenet|mesaj redirecționat|iletilmiş ileti|yönlendirilen mesaj|пересылаемое сообщение"
    r"|προωθημένο μήνυμα"
    r"|转发的邮件|轉寄的郵件|転送されたメッセージ|전달된 메시지"
)
FORWARDED = re.compile(
    rf"^(?:[-_=*\s]{{2,40}}(?:{_FORWARDED}|forwarded(?: by .{{1,60}})?)[-_=*\s:]{{0,40}}"
    r"|(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:réexpédié|transféré)"
    r"|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem encaminhada"
    r"|begin doorgestuurd bericht|vidarebefordrat brev|start på videresendt besked)\s?:?)$",
    re.IGNORECASE,
)
FORWARD_SUBJECT = re.compile(
    r"^\s{0,3}(?:\[[^\]]{1,40}\]\s?)?(?:fwd?|fw|wg|tr|rv|enc|i|doorst|vs|vb|pd|fyi)\s?:", re.IGNORECASE
)
REPLY_SUBJECT = re.compile(
    r"^\s{0,3}(?:\[[^\]]{1,40}\]\s?)?(?:re|aw|antw|antwort|sv|vs|odp|rif|r|res|ref|回复|回覆|答复|yn|ynt|відп|ha|vá)\s?(?:\[\d{1,2}\])?[:：]",
    re.IGNORECASE,
)
GREETING = re.compile(r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b.{0,40}$", re.IGNORECASE)
NOTE = re.compile(
    r"^(?:(?:hi|hello|dear|hey)\b.{0,30}[,!.]?\s?)?(?:fyi|fyr|f\.y\.i\.|(?:please )?(?:see|find) (?:the )?(?:below"
    r"|attached|forwarded|mail)"
    r"|(?:please )?(?:can|could) (?:you|someone) (?:please )?(?:handle|look|deal|take|advise|help|reply|respond"
    r"|answer)"
    r"|(?:please |pls |plz )?(?:handle|advise|deal with|take care|look into|action)"
    r"|forwarding|forwarded|fwd|for (?:your )?(?:info|information|action|attention)|sent to the wrong"
    r"|below)\b.{0,80}$",
    re.IGNORECASE,
)

_FROM = (
    r"from|von|de|da|van|från|fra|lähettäjä|od|odesílatel|feladó|kimden|gönderen|от|від|από"
    r"|发件人|寄件者|差出人|보낸\s?사람|dari|từ|من|מאת"
)
_SENT = (
    r"sent|date|gesendet|datum|envoyé|date d['’]envoi|enviado(?: el| em)?|fecha|data|inviato|verzonden|skickat"
    r"|sendt|dato|lähetetty"
    r"|päivämäärä|päiväys|wysłano|data wysłania|odesláno|elküldve|dátum|trimis|tarih|gönderildi|отправлено|дата"
    r"|надіслано|ημερομηνία"
    r"|στάλθηκε|发送时间|日期|送信日時|日付|보낸\s?날짜|날짜|dikirim|tanggal|ngày"
)
_TO = (
    r"to|cc|bcc|reply-to|an|à|para|per|a|aan|till|til|vastaanottaja|do|komu|címzett|către|kime|alıcı|кому|προς"
    r"|收件人|宛先|받는\s?사람|kepada|đến"
    r"|kopie|copie à|kopia|kopi|importance|wichtigkeit|attachments?|anlagen|anhänge|priority"
)
_SUBJECT = (
    r"subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat|předmět|tárgy|subiect|konu"
    r"|тема|θέμα|主题|主旨|件名|제목"
    r"|perihal|subjek|chủ đề|الموضوع|נושא"
)
HEADER = re.compile(
    rf"^[*_]{{0,2}}(?:(?P<sender>{_FROM})|(?P<sent>{_SENT})|(?P<to>{_TO})"
    rf"|(?P<subject>{_SUBJECT}))\s?[*_]{{0,2}}\s?[:：][*_]{{0,2}}\s{{0,8}}"
    r"(?P<value>\S.{0,1000})$",
    re.IGNORECASE,
)
