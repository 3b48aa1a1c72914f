"""Design tokens. Screens use these names: never a raw colour, size or font."""

from __future__ import annotations

import flet as ft

LIGHT = {
    "surface": "#F3F5F4",
    "surface_container_lowest": "#FFFFFF",
    "surface_container": "#E4EAE8",
    "on_surface": "#13201E",
    "on_surface_variant": "#43504C",
    "outline": "#66736F",
    "outline_variant": "#C7D0CC",
    "primary": "#0A4A5A",
    "on_primary": "#FFFFFF",
    "primary_container": "#DAEAEF",
    "on_primary_container": "#083B48",
    "secondary": "#1B6240",
    "on_secondary": "#FFFFFF",
    "secondary_container": "#DFF0E6",
    "on_secondary_container": "#124A2F",
    "tertiary": "#7A4B00",
    "on_tertiary": "#FFFFFF",
    "tertiary_container": "#FFF0D1",
    "on_tertiary_container": "#5C3800",
    "error": "#B3141B",
    "on_error": "#FFFFFF",
    "error_container": "#FBE3E2",
    "on_error_container": "#7D0D12",
    "inverse_surface": "#0D2F38",
    "on_inverse_surface": "#FFFFFF",
    "inverse_primary": "#B5DFE9",
}
DARK = {
    "surface": "#0D1312",
    "surface_container_lowest": "#171F1D",
    "surface_container": "#232C2A",
    "on_surface": "#E6ECEA",
    "on_surface_variant": "#B4BFBB",
    "outline": "#85918D",
    "outline_variant": "#38433F",
    "primary": "#78BFD0",
    "on_primary": "#00262F",
    "primary_container": "#12363F",
    "on_primary_container": "#C9EAF2",
    "secondary": "#86D3A3",
    "on_secondary": "#00391C",
    "secondary_container": "#16301F",
    "on_secondary_container": "#BEEBCD",
    "tertiary": "#F1BD62",
    "on_tertiary": "#3C2500",
    "tertiary_container": "#352608",
    "on_tertiary_container": "#FBDDA6",
    "error": "#B8232A",
    "on_error": "#FFFFFF",
    "error_container": "#3A1214",
    "on_error_container": "#FFC9C4",
    "inverse_surface": "#12303A",
    "on_inverse_surface": "#F2F7F8",
    "inverse_primary": "#B5DFE9",
}

# Meanings. Red is 999 and overdue, nothing else.
PAGE, CARD, FILL = ft.Colors.SURFACE, ft.Colors.SURFACE_CONTAINER_LOWEST, ft.Colors.SURFACE_CONTAINER
INK, INK2 = ft.Colors.ON_SURFACE, ft.Colors.ON_SURFACE_VARIANT
LINE, HAIR = ft.Colors.OUTLINE, ft.Colors.OUTLINE_VARIANT
ACTION, ON_ACTION = ft.Colors.PRIMARY, ft.Colors.ON_PRIMARY
TONAL, ON_TONAL = ft.Colors.PRIMARY_CONTAINER, ft.Colors.ON_PRIMARY_CONTAINER
DONE, OLD = ft.Colors.SECONDARY, ft.Colors.TERTIARY
DUE_BG, DUE_INK = ft.Colors.TERTIARY_CONTAINER, ft.Colors.ON_TERTIARY_CONTAINER
LATE_BG, LATE_INK = ft.Colors.ERROR_CONTAINER, ft.Colors.ON_ERROR_CONTAINER
DANGER, ON_DANGER = ft.Colors.ERROR, ft.Colors.ON_ERROR
BAND, ON_BAND, BAND_NAME = (
    ft.Colors.INVERSE_SURFACE,
    ft.Colors.ON_INVERSE_SURFACE,
    ft.Colors.INVERSE_PRIMARY,
)
NONE = "#00000000"

S4, S8, S12, S16, S24, S32 = 4, 8, 12, 16, 24, 32
R_FIELD, R_BUTTON, R_CARD = 8, 10, 14
WIDE_FROM = 840  # list and detail side by side
LOW_BELOW, LOW_FROM = 500, 560  # high and wide: a phone on its side, and no upright one with its keyboard
SIDE_WIDTH = 440
READABLE = 640  # text columns grow no wider

REGULAR, SEMI, BOLD = "Hyperlegible", "Hyperlegible Semi", "Hyperlegible Bold"
#: name: (size, line height, family); nothing is smaller than 16
TYPE = {
    "clock": (30, 1.1, BOLD),
    "h1": (28, 1.18, BOLD),
    "h2": (21, 1.25, SEMI),
    "number": (24, 1.2, SEMI),
    "body": (18, 1.38, REGULAR),
    "strong": (18, 1.3, SEMI),
    "button": (18, 1.2, SEMI),
    "small": (16, 1.35, REGULAR),
    "small_strong": (16, 1.3, SEMI),
}
FIELD_TEXT = 20


def theme(scheme: dict[str, str]) -> ft.Theme:
    """Flet's theme from one of our palettes."""
    still = ft.PageTransitionTheme.NONE
    colours = ft.ColorScheme(**scheme, surface_tint=NONE, shadow="#000000", scrim="#000000")
    return ft.Theme(
        use_material3=True,
        font_family=REGULAR,
        color_scheme=colours,
        scaffold_bgcolor=scheme["surface"],
        visual_density=ft.VisualDensity.STANDARD,
        splash_color="#14808080",
        focus_color="#33808080",
        page_transitions=ft.PageTransitionsTheme(
            android=still, ios=still, linux=still, macos=still, windows=still
        ),
    )
