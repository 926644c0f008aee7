"""What the writer of a mail says, apart from everything that mail programs put around it."""

from assistant.understanding.mail.mail import LONGEST, clean, read_mail
from assistant.understanding.mail.parts import Kind, Mail, Part
from assistant.understanding.mail.subject import with_subject

__all__ = ["LONGEST", "Kind", "Mail", "Part", "clean", "read_mail", "with_subject"]
