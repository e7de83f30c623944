"""The environment, read once and checked; the only file that reads it.

A bad value names its variable, all bad ones at once; secrets are never printed.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingError

_PERSON = re.compile(r"[UW][A-Z0-9]{2,20}")
SHORTEST = 32
"""Characters of a secret key: fewer are not hard enough to guess."""
DATABASE_SCHEMES = ("sqlite:///", "postgresql+psycopg://")
_NO_FILE = ("", ":memory:")  # each connection would have a library of its own
DEFAULT_SLACK_API_URL = "https://slack.com/api/"
DEFAULT_DISCORD_API_URL = "https://discord.com/api/v10"


def _zone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, zoneinfo.ZoneInfoNotFoundError, OSError):
        raise ValueError("is no time zone; use a name such as Europe/Berlin") from None
    return name


def _database(url: str) -> str:
    if not url.startswith(DATABASE_SCHEMES):
        raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
    if url.startswith("sqlite") and url.partition("///")[2].partition("?")[0] in _NO_FILE:
        raise ValueError("must name a file behind sqlite:///")
    return url


def _web_address(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise ValueError("must begin with https:// or http://")
    return url


def _slack_base(url: str) -> str:
    # slack_sdk joins method names to it as they are.
    return url if url.endswith("/") else url + "/"


def _ed25519(key: str) -> str:
    if not re.fullmatch(r"[0-9A-Fa-f]{64}", key):
        raise ValueError("must be the app's public key: 64 hexadecimal digits")
    return key


def _parted(keys: SecretStr) -> tuple[str, ...]:
    return tuple(one for part in keys.get_secret_value().split(",") if (one := part.strip()))


def _keys(keys: SecretStr) -> SecretStr:
    if not all(len(key) >= SHORTEST for key in _parted(keys)):
        raise ValueError(
            f"needs {SHORTEST} characters or more in each key; "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' makes one"
        )
    return keys


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _names(value: object) -> object:
    if not isinstance(value, str):
        return value
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    if not all(name in ("admins", "everyone") or _PERSON.fullmatch(name) for name in names):
        raise ValueError("must be admins, everyone, or ids of people (U…), comma-separated")
    return names


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Settings(BaseSettings):
    """What the environment says; see `docs/running.md` for each variable."""

    # An empty variable is an unset one: compose files and shells leave many of them.
    model_config = SettingsConfigDict(
        frozen=True, env_ignore_empty=True, env_file=".env", extra="ignore", populate_by_name=True
    )

    database_url: Annotated[str, AfterValidator(_database)] = Field(
        "sqlite:///podquote.db", alias="PODQUOTE_DATABASE_URL"
    )
    timezone: Annotated[str, AfterValidator(_zone)] = Field("UTC", alias="PODQUOTE_TIMEZONE")
    http_host: str = Field("127.0.0.1", alias="PODQUOTE_HTTP_HOST")
    http_port: int = Field(8080, alias="PODQUOTE_HTTP_PORT", ge=0, le=65535)
    public_url: WebAddress | None = Field(None, alias="PODQUOTE_PUBLIC_URL")
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = (
        Field("info", alias="PODQUOTE_LOG_LEVEL")
    )
    log_format: Annotated[Literal["console", "json"], BeforeValidator(_lower)] = Field(
        "console", alias="PODQUOTE_LOG_FORMAT"
    )
    demo: Annotated[Literal["on", "off"], BeforeValidator(_lower)] = Field(
        "on", alias="PODQUOTE_DEMO"
    )
    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    slack_api_url: Annotated[WebAddress, AfterValidator(_slack_base)] = Field(
        DEFAULT_SLACK_API_URL, alias="SLACK_API_URL"
    )
    slack_schedulers: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_names)] = Field(
        ("admins",), alias="SLACK_SCHEDULERS"
    )
    slack_client_id: str | None = Field(None, alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(None, alias="SLACK_CLIENT_SECRET")
    secret_key: Annotated[SecretStr, AfterValidator(_keys)] | None = Field(
        None, alias="PODQUOTE_SECRET_KEY"
    )
    discord_token: SecretStr | None = Field(None, alias="DISCORD_TOKEN")
    discord_public_key: Annotated[str, AfterValidator(_ed25519)] | None = Field(
        None, alias="DISCORD_PUBLIC_KEY"
    )
    discord_shards: int | None = Field(None, alias="DISCORD_SHARDS", ge=1, le=1024)
    discord_api_url: WebAddress = Field(DEFAULT_DISCORD_API_URL, alias="DISCORD_API_URL")

    @property
    def on_a_server(self) -> bool:
        """Whether the database is a server's, and each of its answers is waited for."""
        return self.database_url.startswith("postgresql")

    @property
    def slack_mode(self) -> Literal["socket", "http", "oauth"] | None:
        """How Slack is reached: Socket Mode wins where more is configured; None: not at all.

        "oauth" is HTTP for every workspace that installs podquote, each with a token of its own.
        """
        if self.slack_bot_token and self.slack_app_token:
            return "socket"
        if self.slack_bot_token and self.slack_signing_secret:
            return "http"
        many = (self.slack_client_id, self.slack_client_secret, self.secret_key)
        if all(many) and self.slack_signing_secret:
            return "oauth"
        return None

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The keys that tokens are sealed under, newest first; none where none is given."""
        return _parted(self.secret_key) if self.secret_key else ()


def read_settings(given: Mapping[str, str] | None = None) -> Settings:
    """Return the settings that the environment (and a `.env` file beside it) gives.

    Args:
        given: values by variable that win over both.

    Raises:
        SettingError: one or more values are bad; all are named.
    """
    try:
        values: dict[str, Any] = dict(given or {})  # pydantic checks them
        return Settings(**values)
    except ValidationError as error:
        raise SettingError(_problems(error)) from None


def _problems(error: ValidationError) -> dict[str, str]:
    found = {}
    for detail in error.errors(include_input=False, include_url=False):
        name = str(detail["loc"][0]) if detail["loc"] else "the environment"
        found[name] = detail["msg"].removeprefix("Value error, ").replace("Input should", "should")
    return found
