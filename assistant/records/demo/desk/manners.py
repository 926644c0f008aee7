"""How our own people begin or end a letter, by language."""

from __future__ import annotations

MANNERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("Hi {first_name},", "Hello {first_name},", "Dear {full_name},", "Hello {full_name},"),
        ("Best regards,\n{agent}\nPellworth Support", "Kind regards,\n{agent}", "All the best,\n{agent}, Pellworth"),
    ),
    "de": (
        ("Guten Tag {full_name},", "Hallo {first_name},"),
        ("Freundliche Grüße\n{agent}\nPellworth Support", "Viele Grüße\n{agent}"),
    ),
    "fr": (
        ("Bonjour {full_name},", "Bonjour,"),
        ("Cordialement,\n{agent}\nSupport Pellworth", "Bien à vous,\n{agent}"),
    ),
    "es": (
        ("Hola {first_name}:", "Estimado/a {full_name}:"),
        ("Un saludo,\n{agent}\nSoporte de Pellworth", "Saludos cordiales,\n{agent}"),
    ),
    "it": (
        ("Buongiorno {full_name},", "Gentile {full_name},"),
        ("Cordiali saluti,\n{agent}\nSupporto Pellworth", "Un saluto,\n{agent}"),
    ),
    "pt": (
        ("Bom dia {full_name},", "Olá {first_name},"),
        ("Com os melhores cumprimentos,\n{agent}\nApoio Pellworth", "Cumprimentos,\n{agent}"),
    ),
}
"""Greetings, then farewells, by language."""
LATE: dict[str, tuple[str, ...]] = {
    "en": (
        "This took us much longer than it should have, and I'm sorry.",
        "At last I've something better for you than an apology.",
        "Thank you for not giving up on us.",
        "You have waited far too long for this.",
    ),
    "de": ("Es hat viel zu lange gedauert, das tut mir leid.", "Endlich kann ich Ihnen Vollzug melden."),
    "fr": ("Vous avez attendu bien trop longtemps, je vous prie de nous excuser.",),
    "es": ("Hemos tardado demasiado y lo siento de verdad.",),
    "it": ("Ci abbiamo messo troppo e me ne scuso.",),
    "pt": ("Demorámos demasiado e peço desculpa.",),
}
"""Words before a solution that took weeks."""
