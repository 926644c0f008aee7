"""The look: one calm theme for light and dark."""

from __future__ import annotations

import gradio as gr

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")
INDIGO = gr.themes.Color(
    name="indigo_calm",
    c50="#eef1fd",
    c100="#dfe5fb",
    c200="#c3cdf7",
    c300="#9dadf1",
    c400="#7388ea",
    c500="#4f6bed",
    c600="#3f5bd9",
    c700="#3049bd",
    c800="#2a3d97",
    c900="#263677",
    c950="#182148",
)
SLATE = gr.themes.Color(
    name="slate_calm",
    c50="#f7f8fa",
    c100="#eef0f4",
    c200="#dfe3ea",
    c300="#c6ccd8",
    c400="#98a2b5",
    c500="#667085",
    c600="#505a6e",
    c700="#3a4356",
    c800="#242b39",
    c900="#181c26",
    c950="#10131a",
)


def theme() -> gr.themes.Base:
    """Gradio's base theme in our colours, with the system's own fonts."""
    return gr.themes.Base(
        primary_hue=INDIGO,
        secondary_hue=INDIGO,
        neutral_hue=SLATE,
        text_size=gr.themes.sizes.text_md,
        spacing_size=gr.themes.sizes.spacing_md,
        radius_size=gr.themes.sizes.radius_md,
        font=SANS,
        font_mono=MONO,
    ).set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        block_background_fill="white",
        block_background_fill_dark="*neutral_900",
        block_border_color="*neutral_200",
        block_border_color_dark="*neutral_800",
        block_shadow="none",
        block_label_text_size="*text_sm",
        body_text_color="#1b2130",
        body_text_color_dark="#e8ebf2",
        body_text_color_subdued="*neutral_500",
        body_text_color_subdued_dark="*neutral_400",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_500",
        button_primary_text_color="white",
        input_background_fill="white",
        input_background_fill_dark="*neutral_950",
        input_border_color="*neutral_300",
        input_border_color_dark="*neutral_700",
    )
