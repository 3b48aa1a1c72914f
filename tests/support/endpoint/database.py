"""What stands in the endpoint's database itself."""

from __future__ import annotations

from typing import Any

from tests.support.endpoint.authority import Authority


def rows(authority: Authority, query: str) -> list[tuple[Any, ...]]:
    with authority.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]
