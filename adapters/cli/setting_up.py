"""`podquote setup`: through each platform's pages, every token tried, then written to `.env`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import env_file
from adapters.cli.screen import complain, say
from adapters.cli.ways import Desk
from bot.errors import SettingError

if TYPE_CHECKING:
    from bot.doctor import Probe
    from bot.phrasing.setting_up import Walk

_ENV = Path(".env")
_MANIFEST = Path(__file__).parents[1] / "slack_app" / "manifest.json"


def setup(
    context: typer.Context,
    *,
    manifest: Annotated[
        bool, typer.Option("--manifest", help="Only print the manifest to paste into Slack.")
    ] = False,
) -> None:
    """Walk through the tokens, try each on its platform, and write them to .env."""
    if manifest:
        say(_MANIFEST.read_text("utf-8").rstrip())
        return
    from bot.phrasing import setting_up  # noqa: PLC0415  only this command says these

    desk: Desk = context.obj
    say(setting_up.KEEPS)
    kept: dict[str, str] = {}
    for walk in setting_up.WALKS:
        say("")
        if typer.confirm(walk.asks, default=True):
            kept |= _walked(desk, walk)
    say("")
    if not kept:
        say(setting_up.UNCHANGED)
        return
    _write(kept)
    say(setting_up.written(str(_ENV), tuple(kept)))
    say(setting_up.START)


def _walked(desk: Desk, walk: Walk) -> dict[str, str]:
    """Return what was entered for one platform and is to be kept."""
    from bot.phrasing import setting_up  # noqa: PLC0415  see above

    for line in setting_up.numbered(walk.clicks):
        say(line)
    while True:
        given = _asked(walk)
        if not given:
            return {}
        say(setting_up.checking(walk.platform))
        probe = _probe(desk, given, walk)
        say(setting_up.told(walk.platform, probe.says))
        if probe.works:
            for line in walk.then:
                say(f"  {line}")
            return given
        if not typer.confirm(setting_up.TRY_AGAIN, default=True):
            break
    if typer.confirm(setting_up.KEEP_ANYWAY, default=False):
        return given
    say(setting_up.NOT_KEPT)
    return {}


def _asked(walk: Walk) -> dict[str, str]:
    from bot.phrasing import setting_up  # noqa: PLC0415  see above

    given = {}
    for wanted in walk.wanted:
        while value := _typed(wanted.asks):
            if not env_file.is_plain(value):
                complain(setting_up.ONE_LINE)
            elif not value.startswith(wanted.begins):
                complain(setting_up.misshapen(wanted.begins))
            else:
                given[wanted.variable] = value
                break
    return given


def _typed(asks: str) -> str:
    # Into a pipe nothing can be hidden, and getpass would complain of it.
    hidden = sys.stdin.isatty()
    typed: str = typer.prompt(asks, default="", show_default=False, hide_input=hidden)
    return typed.strip()


def _probe(desk: Desk, given: Mapping[str, str], walk: Walk) -> Probe:
    from bot.doctor import Probe  # noqa: PLC0415  loads the settings' types
    from bot.phrasing import setting_up  # noqa: PLC0415  see above

    try:
        settings = desk.settings_with(given)
        with desk.core(fill=False) as core:
            found = desk.ways.probe(core, settings)
    except SettingError as error:
        return Probe(works=False, says=str(error))
    lacking = tuple(one.variable for one in walk.wanted if one.variable not in given)
    return found.get(walk.platform) or Probe(works=False, says=setting_up.missing(lacking))


def _write(kept: Mapping[str, str]) -> None:
    try:
        env_file.write(_ENV, kept)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError({str(_ENV): f"cannot be written: {type(error).__name__}"}) from error
