"""One text of a ranked answer at a time, with as much around it as was asked for. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.context import Relation, View
from bot.model import Card, CardItem, CardKind, Reach, Span, Steps
from bot.phrasing.items import to_item

_RELATIONS: Final = {
    Relation.TURN: "The turn that it is from",
    Relation.BEFORE: "Before it in the document",
    Relation.AFTER: "After it in the document",
}
_AROUND: Final = {
    Reach.TURN: "With the turn that it is from.",
    Reach.AROUND: "With what stands around it.",
    Reach.CHAPTER: "With its chapter.",
}
ITSELF: Final = "What was found"


def to_step_card(
    steps: Steps, view: View, marks: tuple[Span, ...] = (), why: tuple[str, ...] = ()
) -> Card:
    """Phrase the text that `steps` shows, as `view` has it.

    Args:
        steps: which of the ranked texts it is.
        view: the text, and what is shown around it.
        marks: spans of the text that matched.
        why: the match's reasons.
    """
    several = len(view.shown) > 1
    items = []
    for relation, entry in view.shown:
        if relation is not Relation.ITSELF:
            items.append(_related(to_item(entry), _RELATIONS.get(relation)))
            continue
        item = _excerpt(to_item(entry, marks, why), view.span)
        items.append(_related(item, ITSELF) if several else item)
    lead = " ".join(part for part in (_place(steps), _AROUND.get(view.reach, "")) if part)
    shown = replace(steps, reach=view.reach, wider=view.wider, narrower=view.narrower)
    return Card(CardKind.ANSWER, lead, tuple(items), steps=shown)


def _place(steps: Steps) -> str:
    count = len(steps.ids)
    if count == 1:
        return "1 match."
    return f"Best of {count} matches." if steps.at == 0 else f"Match {steps.at + 1} of {count}."


def _related(item: CardItem, relation: str | None) -> CardItem:
    return replace(item, label=" · ".join(part for part in (relation, item.label) if part) or None)


def _excerpt(item: CardItem, span: Span | None) -> CardItem:
    if span is None:
        return item
    start, end = span
    marks = ((max(a, start), min(b, end)) for a, b in item.marks)
    return replace(
        item,
        words=item.words[start:end],
        marks=tuple((a - start, b - start) for a, b in marks if a < b),
        cut=(start > 0, end < len(item.words)),
    )
