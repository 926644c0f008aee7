"""Which lines of a mail are quoted, or announce what is quoted."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from assistant.understanding.mail import phrases
from assistant.understanding.mail.cuts import Cuts, telling
from assistant.understanding.mail.footers import REPLY_LINE
from assistant.understanding.mail.headers import attribution_end, block_end, is_header, next_words, subject_of
from assistant.understanding.mail.lines import Line

NOTE_LINES = 3  # above forwarded mail; more are a message of their own


class Quotes:
    """One walk over the lines of a mail, which cuts what others wrote or wrote earlier."""

    def __init__(self, lines: list[Line], cuts: Cuts, *, forward: bool) -> None:
        """Take the lines with what has been cut already; `forward`: the subject says that the mail was forwarded."""
        self.subject = ""  # in the header that the words stand under
        self.forwarded = False
        self._lines, self._cuts = lines, cuts
        self._forward = forward
        self._quoted = False  # an older mail was cut
        self._own = False  # words of the writer were passed
        self._deepest = _deepest_from(lines)

    def cut(self) -> None:
        """Cut everything that is quoted; the words of a forwarded mail stay."""
        at = 0
        while at < len(self._lines):
            cut = self._cuts.at(at)
            if cut and cut[1] == REPLY_LINE and self._own:
                at = self._rest(at + 1, "below the line of a ticket system")
            else:
                at = at + 1 if cut else self._step(at)

    def _step(self, at: int) -> int:
        """Look at one line; where the next one to be looked at is."""
        line = self._lines[at]
        if not line.raw:
            return at + 1
        if not self._quoted and phrases.FORWARDED.match(line.rule_text):
            return self._forwarded_from(at)
        if line.depth and not line.raw.startswith(">>>"):
            self._cuts.cut(at, at + 1, "quote", "marked as quoted")
            self._quoted = True
            return at + 1
        if end := attribution_end(self._lines, at):
            return self._attributed(at, end)
        if end := block_end(self._lines, at):
            return self._headed(at, end)
        if line.depth:
            self._cuts.cut(at, at + 1, "quote", "marked as quoted")
            self._quoted = True
        else:
            self._own = self._own or telling(line.text)
        return at + 1

    def _attributed(self, at: int, end: int) -> int:
        """Cut "Ann wrote:", and what follows when nothing marks it line by line."""
        self._cuts.cut(at, end, "attribution", "says who wrote what follows")
        self._quoted = True
        if not self._own or (end < len(self._lines) and self._deepest[end]):
            return end
        return self._rest(end, "below the name of its writer")

    def _headed(self, at: int, end: int) -> int:
        """Cut a block of headers, with the older mail below it; at the top it is the message's own."""
        if not self._quoted and not self.forwarded and (self._forward or self._notes_only(at)):
            return self._forwarded_from(at)
        if self._own or self._quoted:
            self._cuts.cut(at, end, "header", "header of an older mail")
            return self._rest(end, "below the header of an older mail")
        self.subject = self.subject or subject_of(self._lines[at:end])
        self._cuts.cut(at, end, "header", "header at the top")
        return end

    def _rest(self, at: int, why: str) -> int:
        self._cuts.cut(at, len(self._lines), "quote", why)
        self._quoted = True
        return len(self._lines)

    def _forwarded_from(self, at: int) -> int:
        """Cut what announces forwarded mail: its marker, its headers, a note such as "FYI" above."""
        if not self.forwarded:
            self._cut_note(at)
        start = at
        if not is_header(self._lines[at]):
            self._cuts.cut(at, at + 1, "marker", "announces forwarded mail")
            start = next_words(self._lines, at + 1)
        if not self.forwarded and start < len(self._lines):
            self._raise_from(start)
        end = (block_end(self._lines, start, announced=True) if start < len(self._lines) else 0) or start
        self._cuts.cut(start, end, "header", "header of the forwarded mail")
        self.subject = subject_of(self._lines[start:end]) or self.subject
        self.forwarded, self._own = True, False
        return max(end, at + 1)

    def _cut_note(self, at: int) -> None:
        if note := self._note(at):
            self._cuts.cut(note[0], note[-1] + 1, "note", "a note above forwarded mail")

    def _notes_only(self, at: int) -> bool:
        """Whether bare headers stand below no more than a note, as in mail that somebody forwards by hand."""
        return is_header(self._lines[at]) and bool(self._note(at))

    def _note(self, at: int) -> list[int]:
        """The lines above that say no more than "please see below"; empty when they say more."""
        words = islice((place for place in self._cuts.left(0, at) if self._lines[place].text), NOTE_LINES + 1)
        note = list(words)
        texts = [self._lines[place].rule_text for place in note]
        said = [text for text in texts if not phrases.GREETING.match(text)]
        short = len(said) > 0 and len(note) <= NOTE_LINES
        return note if short and all(phrases.NOTE.match(text) for text in said) else []

    def _raise_from(self, start: int) -> None:
        """Take one depth of quotation off the forwarded mail, which ends where less is quoted."""
        depth = self._lines[start].depth
        for place in range(start, len(self._lines)):
            line = self._lines[place]
            if line.depth < depth and line.text:
                break
            self._lines[place] = replace(line, depth=max(0, line.depth - depth))
        self._deepest = _deepest_from(self._lines)


def _deepest_from(lines: list[Line]) -> list[int]:
    """The greatest depth from each line on."""
    deepest = [0] * (len(lines) + 1)
    for place in range(len(lines) - 1, -1, -1):
        deepest[place] = max(lines[place].depth, deepest[place + 1])
    return deepest
