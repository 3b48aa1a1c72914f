"""A page with one of everything that journeys touch, to prove the driver before trusting it with the app."""

import argparse
from pathlib import Path

import flet as ft


def main(page: ft.Page) -> None:
    page.title = "Tiny"
    data = Path(arguments.data)
    status = ft.Text(f"Kept: {data.read_text(encoding='utf-8') if data.exists() else 'nothing'}")
    name = ft.TextField(label="Name")
    note = ft.TextField(label="Note", multiline=True, min_lines=2, max_lines=4)
    box = ft.Checkbox(label="Searched the garden")

    def save(_: object) -> None:
        data.write_text(f"{name.value}/{note.value}/{box.value}", encoding="utf-8")
        status.value = f"Kept: {data.read_text(encoding='utf-8')}"
        page.update()

    async def far(_: object) -> None:
        status.value = "The far one"
        page.update()

    rows: list[ft.Control] = [ft.Container(ft.Text(f"Row {number}"), height=60) for number in range(40)]
    page.add(
        status,
        name,
        note,
        box,
        ft.Button("Save", on_click=save),
        ft.Column([*rows, ft.Button("Far below", on_click=far)], scroll=ft.ScrollMode.AUTO, expand=True),
        ft.IconButton(ft.Icons.HELP),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    parser.add_argument("--data")
    parser.add_argument("--no-browser", action="store_true")
    arguments = parser.parse_args()
    ft.run(main, host="127.0.0.1", port=arguments.port, view=ft.AppView.WEB_BROWSER, no_cdn=True)
