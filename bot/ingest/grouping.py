"""Which documents describe the same episode. Pure, and the same whatever order they came in.

By the item of a feed; else by video id; else by folded title together with compatible podcast
names or an equal date. Podcast names are compatible when they are equal once "the", "show" and
"podcast" are dropped. A bare generic title never merges. A channel name glued to a title is cut
where another document's title and podcast name it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from bot.model import Claims
from bot.ports import Keys
from bot.tokens import fold, folded_words

FAR_APART: Final = dt.timedelta(days=6)
"""Two dates further apart than this are two issues of a show, whatever their titles."""

TITLE_MAX: Final = 500
"""A longer one, in letters and digits, is no title; it names no episode."""

_PODCAST_NOISE: Final = frozenset({"the", "show", "podcast"})
_GENERIC: Final = re.compile(
    r"(youtube )?(video|audio|recording|transcript|untitled|intro|introduction|trailer|bonus|live"
    r"|interview|podcast|show|q a|ama|episode|ep|part|chapter|season|s\d+(e\d+)?)( \w*\d\w*)*"
    r"|[\d ]*"
)


def keys_of(claims: Claims) -> Keys:
    """Return what finds the other documents of the episode that `claims` are about."""
    title = compact(claims.title or "")
    generic = not title or len(title) > TITLE_MAX or is_generic(claims.title or "")
    return Keys(
        video_id=claims.video_id,
        title=None if generic or claims.glued else title,
        glued=None if generic or not claims.glued else title,
        item=claims.item,
    )


def group(claims: Sequence[Claims]) -> list[list[int]]:
    """Part documents into episodes.

    Args:
        claims: what each document says, in the order of the documents' names.

    Returns:
        Lists of indexes into `claims`, each an episode's, in order; every index stands in one.
    """
    groups: list[list[int]] = []
    left = list(range(len(claims)))
    while left:
        found, queue = [], [left.pop(0)]
        while queue:
            index = queue.pop()
            found.append(index)
            near = [other for other in left if same_episode(claims[index], claims[other])]
            left = [other for other in left if other not in near]
            queue += near
        groups += [
            part for whole in _by_video(claims, sorted(found)) for part in _by_date(claims, whole)
        ]
    return sorted(groups)


def same_episode(one: Claims, other: Claims) -> bool:
    """Whether two documents by themselves show that they are about one episode."""
    if one.item and other.item and (one.item == other.item or one.maker == other.maker):
        return one.item == other.item  # a feed says itself what is one issue of it
    if one.video_id and other.video_id:
        return one.video_id == other.video_id
    if one.date and other.date and abs(one.date - other.date) > FAR_APART:
        return False
    mine, theirs = keys_of(one), keys_of(other)
    if mine.glued or theirs.glued:
        return mine.glued == theirs.glued or bool(cut(one, other) or cut(other, one))
    if not mine.title or mine.title != theirs.title:
        return False
    return _compatible(one.podcast, other.podcast) or (
        one.date is not None and one.date == other.date
    )


def cut(glued: Claims, other: Claims) -> str | None:
    """Return the title of `glued` without the channel that `other` names, or None."""
    whole, tail, head = glued.title, other.title, podcast_key(other.podcast)
    if not (glued.glued and whole and tail and head) or other.glued or is_generic(tail):
        return None
    rest = compact(tail)
    if len(whole) > TITLE_MAX or not compact(whole).endswith(rest):
        return None
    # Folding may change lengths: the cut is where what is left folds to the other's title.
    cuts = (at for at in range(1, len(whole)) if compact(whole[at:]) == rest)
    return next((whole[at:] for at in cuts if podcast_key(whole[:at]) == head), None)


def podcast_key(podcast: str | None) -> str | None:
    """Return what compatible podcast names have in common, or None."""
    words = [w for w in folded_words(podcast or "").split() if w not in _PODCAST_NOISE]
    return "".join(words) or (compact(podcast) if podcast else None) or None


def is_generic(title: str) -> bool:
    """Whether `title` names no episode in particular ("Episode 12", "YouTube Video: x1y2")."""
    return _GENERIC.fullmatch(folded_words(title)) is not None


def compact(text: str) -> str:
    """Return the letters and digits of `text`, folded."""
    return "".join(character for character in fold(text) if character.isalnum())


def _compatible(one: str | None, other: str | None) -> bool:
    return podcast_key(one) is not None and podcast_key(one) == podcast_key(other)


def _by_video(claims: Sequence[Claims], found: list[int]) -> list[list[int]]:
    """Part a group that holds several videos; who names none of them belongs to none of them."""
    videos = sorted({claims[i].video_id or "" for i in found} - {""})
    if len(videos) <= 1:
        return [found]
    named = [[i for i in found if claims[i].video_id == video] for video in videos]
    rest = [i for i in found if not claims[i].video_id]
    return [*named, *([rest[i] for i in part] for part in group([claims[i] for i in rest]))]


def _by_date(claims: Sequence[Claims], found: list[int]) -> list[list[int]]:
    """Part a group whose dates lie too far apart; who names no date belongs to none of them."""
    dated = [i for i in found if claims[i].date]
    dated.sort(key=lambda i: claims[i].date or dt.date.min)
    parts: list[list[int]] = []
    for i in dated:
        last = claims[parts[-1][-1]].date if parts else None
        if last and (claims[i].date or last) - last <= FAR_APART:
            parts[-1].append(i)
        else:
            parts.append([i])
    if len(parts) <= 1 or any(claims[i].video_id for i in found):
        return [found]
    rest = [i for i in found if not claims[i].date]
    undated = ([rest[i] for i in part] for part in group([claims[i] for i in rest]))
    return [*(sorted(part) for part in parts), *undated]
