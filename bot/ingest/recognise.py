"""Which format a document is of: exactly one claims it, else a named error. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from bot.errors import AmbiguousFormat, EmptyDocument, UnknownFormat
from bot.ingest import (
    at_a_glance_page,
    bold_turns,
    captions_markdown,
    chapters_json,
    chapters_page,
    feed,
    html_transcript,
    markdown_notes,
    named_lines,
    named_times,
    podcast_json,
    quote_list,
    redacted,
    show_notes_page,
    subrip,
    timed_lines,
    webvtt,
    whisper_json,
    youtube_json,
)
from bot.ingest.nearest import nearest
from bot.model import Reading


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of document.

    Attributes:
        name: what it is called, in reports and errors.
        recognises: whether a decoded text is of it.
        parse: from a file's name and its text to what it says; raises BrokenDocument.
        to_layer: from the same two to the text layer that the spans of `parse` count in; raises
            BrokenDocument. A module without one has no escapes and no markup: its layer is its
            text.
    """

    name: str
    recognises: Callable[[str], bool]
    parse: Callable[[str, str], Reading]
    to_layer: Callable[[str, str], str]


def _as_it_is(_file: str, text: str) -> str:
    return text


def _format(module: ModuleType) -> Format:
    to_layer = getattr(module, "to_layer", _as_it_is)
    return Format(module.NAME, module.recognises, module.parse, to_layer)


FORMATS: Final = tuple(
    _format(module)
    for module in (
        chapters_page,
        markdown_notes,
        show_notes_page,
        at_a_glance_page,
        captions_markdown,
        subrip,
        webvtt,
        youtube_json,
        podcast_json,
        chapters_json,
        whisper_json,
        html_transcript,
        named_times,
        timed_lines,
        named_lines,
        bold_turns,
        feed,
        redacted,
        quote_list,
    )
)
"""Every format podquote reads; a new one is a module and a line here."""


def recognise(file: str, text: str) -> Format:
    """Return the one format that claims a decoded `text`.

    Raises:
        EmptyDocument: there is no word in it.
        UnknownFormat: none claims it.
        AmbiguousFormat: more than one does.
    """
    if not text.strip("\ufeff").strip():
        raise EmptyDocument(file)
    claiming = [one for one in FORMATS if one.recognises(text)]
    if not claiming:
        raise UnknownFormat(file, nearest(text))
    if len(claiming) > 1:
        raise AmbiguousFormat(file, tuple(one.name for one in claiming))
    return claiming[0]
