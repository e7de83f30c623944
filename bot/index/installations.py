"""Workspaces and the states of installations, as rows; tokens sealed, states hashed."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from bot.errors import SealedAway
from bot.index.engine import reading
from bot.index.ledger_tables import Instant
from bot.index.rows import AnyRow
from bot.index.tables import metadata
from bot.model import Installation, Sealing
from bot.ports import Clock
from bot.vault import Vault

PATIENCE: Final = dt.timedelta(minutes=10)
"""How long somebody may take from "Add to Slack" to "Allow"."""

_BYTES: Final = 32  # of a state, and of a cookie

installation = sa.Table(
    "installation",
    metadata,
    sa.Column("platform", sa.Text, primary_key=True),
    sa.Column("workspace", sa.Text, primary_key=True),
    sa.Column("enterprise", sa.Text, nullable=False),
    sa.Column("bot_user", sa.Text, nullable=False),
    sa.Column("bot", sa.Text, nullable=False),
    sa.Column("token", sa.LargeBinary, nullable=False),  # sealed, see bot/vault.py
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("installed_at", Instant, nullable=False),
)

oauth_state = sa.Table(
    "oauth_state",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("cookie_hash", sa.Text, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
)


class SqlInstallations:
    """`bot.ports.Installations` on a database that is at the newest revision."""

    def __init__(self, engine: sa.Engine, vault: Vault, clock: Clock) -> None:
        """Take the engine, what seals tokens, and the time."""
        self._engine = engine
        self._vault = vault
        self._clock = clock

    def begin(self) -> tuple[str, str]:
        """Begin an installation; return its state and the cookie of the browser it is begun in."""
        state, cookie = secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES)
        now = self._clock.now()
        row = {
            "hash": _hashed(state),
            "cookie_hash": _hashed(cookie),
            "expires_at": now + PATIENCE,
        }
        with self._engine.begin() as connection:
            connection.execute(sa.delete(oauth_state).where(oauth_state.c.expires_at <= now))
            connection.execute(sa.insert(oauth_state).values(row))
        return state, cookie

    def redeem(self, state: str, cookie: str) -> bool:
        """Whether a state was begun in this browser and comes back in time, once."""
        used = (
            sa.delete(oauth_state)
            .where(
                oauth_state.c.hash == _hashed(state), oauth_state.c.expires_at > self._clock.now()
            )
            .returning(oauth_state.c.cookie_hash)
        )
        with self._engine.begin() as connection:
            found: str | None = connection.scalar(used)
        return found is not None and hmac.compare_digest(found, _hashed(cookie))

    def keep(self, new: Installation) -> None:
        """Keep what a workspace gave, in the place of what it gave before."""
        row = {
            "platform": new.platform,
            "workspace": new.workspace,
            "enterprise": new.enterprise,
            "bot_user": new.bot_user,
            "bot": new.bot,
            "token": self._vault.seal(new.token, _about(new.platform, new.workspace)),
            "scopes": new.scopes,
            "installed_at": new.installed_at,
        }
        with self._engine.begin() as connection:
            connection.execute(sa.delete(installation).where(_of(new.platform, new.workspace)))
            connection.execute(sa.insert(installation).values(row))

    def find(self, platform: str, workspace: str, enterprise: str = "") -> Installation | None:
        """Return what a workspace gave, or None; sealed under an old key, it is sealed anew."""
        query = sa.select(installation).where(_of(platform, workspace))
        if enterprise:
            query = query.where(installation.c.enterprise.in_(("", enterprise)))
        with reading(self._engine).connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        found = self._opened(row)
        if self._vault.is_stale(row.token):
            self._seal_anew(found, row.token)
        return found

    def sealing(self) -> Sealing:
        """Return how the tokens of all workspaces are sealed; nothing is changed."""
        newest, older, shut = 0, 0, list[str]()
        for row in self._rows():
            stale = self._vault.is_stale(row.token)
            try:
                self._opened(row)
            except SealedAway:
                shut.append(_about(row.platform, row.workspace))
            else:
                newest, older = newest + (not stale), older + stale
        return Sealing(newest, older, shut)

    def reseal(self) -> int:
        """Seal every token anew that an older key opens; return how many."""
        done = 0
        for row in self._rows():
            if self._vault.is_stale(row.token):
                with contextlib.suppress(SealedAway):
                    self._seal_anew(self._opened(row), row.token)
                    done += 1
        return done

    def forget(self, platform: str, workspace: str) -> bool:
        """Forget a workspace's token; return whether there was one."""
        with self._engine.begin() as connection:
            gone = connection.execute(sa.delete(installation).where(_of(platform, workspace)))
        return gone.rowcount == 1

    def _rows(self) -> Sequence[AnyRow]:
        order = sa.select(installation).order_by(installation.c.platform, installation.c.workspace)
        with reading(self._engine).connect() as connection:
            return connection.execute(order).all()

    def _opened(self, row: AnyRow) -> Installation:
        return Installation(
            platform=row.platform,
            workspace=row.workspace,
            enterprise=row.enterprise,
            bot_user=row.bot_user,
            bot=row.bot,
            token=self._vault.open(row.token, _about(row.platform, row.workspace)),
            scopes=row.scopes,
            installed_at=row.installed_at,
        )

    def _seal_anew(self, found: Installation, old: bytes) -> None:
        # Only over what was read: a newer token may have come meanwhile.
        this = sa.and_(_of(found.platform, found.workspace), installation.c.token == old)
        sealed = self._vault.seal(found.token, _about(found.platform, found.workspace))
        with self._engine.begin() as connection:
            connection.execute(sa.update(installation).where(this).values(token=sealed))


def _of(platform: str, workspace: str) -> sa.ColumnElement[bool]:
    return sa.and_(installation.c.platform == platform, installation.c.workspace == workspace)


def _about(platform: str, workspace: str) -> str:
    return f"{platform}:{workspace}"


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
