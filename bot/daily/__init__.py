"""The quote of the day: what is worth it, whose turn it is, and on which local date. Pure."""

from bot.daily.filters import fitting, hold_filters
from bot.daily.planning import (
    HOUSE,
    House,
    Planner,
    Projection,
    coming,
    house_dates,
    moved,
    plan,
    whose_turn,
    with_id,
)
from bot.daily.pool import alone, readable
from bot.daily.turns import Pool
from bot.readability import RULES, reads_alone

__all__ = [
    "HOUSE",
    "RULES",
    "House",
    "Planner",
    "Pool",
    "Projection",
    "alone",
    "coming",
    "fitting",
    "hold_filters",
    "house_dates",
    "moved",
    "plan",
    "readable",
    "reads_alone",
    "whose_turn",
    "with_id",
]
