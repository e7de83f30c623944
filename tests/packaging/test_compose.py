"""compose.yaml, as far as a machine without an engine can follow it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bot.settings import Settings
from tests.packaging.conftest import ROOT
from tests.packaging.test_dockerfile import of


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    return found


def test_podquote_is_built_here_and_does_what_the_image_would(services: dict[str, Any]) -> None:
    assert "." == services["podquote"]["build"]
    assert [f'["{services["podquote"]["command"][0]}"]'] == of("CMD")


def test_each_variable_of_podquote_is_a_setting(services: dict[str, Any]) -> None:
    given = services["podquote"]["environment"]
    known = {field.alias for field in Settings.model_fields.values()}

    assert set(given) <= known
    assert Settings.model_validate(given).database_url == given["PODQUOTE_DATABASE_URL"]


def test_it_connects_as_the_role_that_the_first_start_makes(services: dict[str, Any]) -> None:
    script = (ROOT / "deploy" / "first-start.sql").read_text("utf-8")
    role, _, password = (
        services["podquote"]["environment"]["PODQUOTE_DATABASE_URL"]
        .removeprefix("postgresql+psycopg://")
        .partition("@")[0]
        .partition(":")
    )

    assert f"CREATE ROLE {role} LOGIN PASSWORD '{password}'" in script
    assert f"CREATE DATABASE podquote OWNER {role}" in script
    assert role != services["postgres"]["environment"]["POSTGRES_USER"]


def test_it_waits_for_a_database_that_is_healthy(services: dict[str, Any]) -> None:
    for name, needed in services["podquote"]["depends_on"].items():
        assert "service_healthy" == needed["condition"]
        assert "pg_isready" in services[name]["healthcheck"]["test"][1]


def test_only_this_machine_reaches_it_and_every_file_it_takes_is_there(
    services: dict[str, Any],
) -> None:
    assert ["127.0.0.1:8080:8080"] == services["podquote"]["ports"]
    assert "ports" not in services["postgres"]
    taken = [one.partition(":")[0] for one in services["postgres"]["volumes"]]
    assert [one for one in taken if one.startswith(".") and not (ROOT / one).exists()] == []
