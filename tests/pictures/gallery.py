"""`make gallery`: the quote's picture for words of many kinds, drawn by the real code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.picture import to_png
from tests.fakes.core import ITEM

HERE: Final = Path("docs/pictures/quotes")
WORDS: Final = {
    "short": "Less is more.",
    "usual": ITEM.words,
    "long": f"{ITEM.words} Otters build what they need, and then they think about it. " * 6,
    "emoji": "The dam holds 🎉 and everybody smiled 😀 ❤️ in 🇩🇪, naïve as it is.",
    "hebrew": "שלום לכולם, זה הסכר הראשון שלנו על OpenAI.",
    "arabic": "هذا هو السد الأول لدينا في عام 2025.",
}


def main() -> None:
    """Draw all of them, light and dark."""
    HERE.mkdir(parents=True, exist_ok=True)
    for name, words in WORDS.items():
        for dark in (False, True):
            look = "dark" if dark else "light"
            png = to_png(replace(ITEM, words=words), dark=dark)
            (HERE / f"{name}-{look}.png").write_bytes(png)


if __name__ == "__main__":
    main()
