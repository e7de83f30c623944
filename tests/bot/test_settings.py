"""The environment, read once and checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import SettingError
from bot.settings import Settings, read_settings

SECRET = "xoxb-1-canary"


def settings_of(**variables: str) -> Settings:
    return Settings.model_validate(variables)


def test_nothing_set_is_a_working_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (field.alias or "" for field in Settings.model_fields.values()):
        monkeypatch.delenv(name, raising=False)

    settings = read_settings()

    assert "sqlite:///podquote.db" == settings.database_url
    assert ("127.0.0.1", 8080) == (settings.http_host, settings.http_port)
    assert settings.slack_mode is None


def test_all_bad_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    bad = {
        "PODQUOTE_DATABASE_URL": "mysql://x",
        "PODQUOTE_TIMEZONE": "Mars/Olympus",
        "PODQUOTE_HTTP_PORT": "70000",
        "PODQUOTE_PUBLIC_URL": "example.org",
        "PODQUOTE_LOG_LEVEL": "loud",
        "PODQUOTE_DEMO": "maybe",
        "SLACK_API_URL": "slack",
    }
    for name, value in bad.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingError) as caught:
        read_settings()

    assert set(bad) == set(caught.value.problems)
    assert all(name in str(caught.value) for name in bad)


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite:///:memory:", "sqlite:///?mode=ro"])
def test_a_database_without_a_file_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="must name a file"):
        settings_of(PODQUOTE_DATABASE_URL=url)


def test_secrets_are_never_printed() -> None:
    settings = settings_of(SLACK_BOT_TOKEN=SECRET, DISCORD_TOKEN=SECRET)

    assert "canary" not in f"{settings!r} {settings}"


def test_an_env_file_is_read_and_an_empty_variable_is_an_unset_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PODQUOTE_TIMEZONE", "")
    (tmp_path / ".env").write_text("PODQUOTE_HTTP_PORT=9090\nUNRELATED=1\n")

    settings = read_settings()

    assert (9090, "UTC") == (settings.http_port, settings.timezone)


@pytest.mark.parametrize(
    ("variables", "mode"),
    [
        ({"SLACK_BOT_TOKEN": "b", "SLACK_APP_TOKEN": "a"}, "socket"),
        ({"SLACK_BOT_TOKEN": "b", "SLACK_SIGNING_SECRET": "s"}, "http"),
        (
            {"SLACK_BOT_TOKEN": "b", "SLACK_APP_TOKEN": "a", "SLACK_SIGNING_SECRET": "s"},
            "socket",
        ),
        ({"SLACK_BOT_TOKEN": "b"}, None),
        ({"SLACK_APP_TOKEN": "a"}, None),
    ],
)
def test_how_slack_is_reached(variables: dict[str, str], mode: str | None) -> None:
    assert mode == settings_of(**variables).slack_mode


def test_slack_s_address_always_ends_with_a_slash() -> None:
    assert "http://x/api/" == settings_of(SLACK_API_URL="http://x/api").slack_api_url


def test_words_of_choice_are_read_in_any_case() -> None:
    settings = settings_of(PODQUOTE_LOG_LEVEL="WARNING", PODQUOTE_DEMO="Off")

    assert ("warning", "off") == (settings.log_level, settings.demo)


@pytest.mark.parametrize("key", ["0a" * 31, "0g" * 32, "0a" * 32 + "0", "\u0660" * 64])
def test_a_public_key_that_is_none_names_its_variable(key: str) -> None:
    with pytest.raises(ValueError, match="must be the app's public key"):
        settings_of(DISCORD_PUBLIC_KEY=key)
