"""Which format a document is of: exactly one claims it, else a named error. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.errors import AmbiguousFormat, EmptyDocument, UnknownFormat
from bot.ingest import (
    at_a_glance_page,
    captions_markdown,
    chapters_page,
    markdown_notes,
    show_notes_page,
)
from bot.model import Reading


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of document.

    Attributes:
        name: what it is called, in reports and errors.
        recognises: whether a text layer is of it.
        parse: from a file's name and its layer to what it says; raises BrokenDocument.
    """

    name: str
    recognises: Callable[[str], bool]
    parse: Callable[[str, str], Reading]


FORMATS: Final = tuple(
    Format(module.NAME, module.recognises, module.parse)
    for module in (
        chapters_page,
        markdown_notes,
        show_notes_page,
        at_a_glance_page,
        captions_markdown,
    )
)
"""Every format podquote reads; a new one is a module with these three names, and a line here."""


def recognise(file: str, layer: str) -> Format:
    """Return the one format that claims `layer`.

    Raises:
        EmptyDocument: there is no word in it.
        UnknownFormat: none claims it.
        AmbiguousFormat: more than one does.
    """
    if not layer.strip("\ufeff").strip():
        raise EmptyDocument(file)
    claiming = [one for one in FORMATS if one.recognises(layer)]
    if not claiming:
        raise UnknownFormat(file, tuple(one.name for one in FORMATS))
    if len(claiming) > 1:
        raise AmbiguousFormat(file, tuple(one.name for one in claiming))
    return claiming[0]
