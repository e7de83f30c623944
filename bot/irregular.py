"""English words whose forms no stemmer joins: "paid" and "pay", "children" and "child". Pure.

Forms that are words of their own ("found", "left", "lay", "saw", "felt") stand in no group, nor
does what any talk is full of ("went", "said", "made").
"""

from __future__ import annotations

from typing import Final

_GROUPS: Final = (
    "arise arose arisen, beat beaten, become became, begin began begun, bend bent, bind bound, "
    "bite bit bitten, blow blew blown, break broke broken, breed bred, bring brought, build built, "
    "burn burnt, buy bought, catch caught, choose chose chosen, deal dealt, dig dug, "
    "draw drew drawn, dream dreamt, drink drank drunk, drive drove driven, eat ate eaten, "
    "fall fallen, feed fed, fight fought, fly flew flown, forbid forbade forbidden, "
    "foresee foresaw foreseen, forget forgot forgotten, forgive forgave forgiven, "
    "freeze froze frozen, grow grew grown, hang hung, hear heard, hide hid hidden, hold held, "
    "keep kept, kneel knelt, know knew known, lead led, learn learnt, lend lent, lose lost, "
    "meet met, mislead misled, overcome overcame, oversee oversaw overseen, overtake overtook "
    "overtaken, pay paid, prove proven, rebuild rebuilt, ride rode ridden, rise risen, run ran, "
    "seek sought, sell sold, send sent, sew sewn, shake shook shaken, shoot shot, show shown, "
    "shrink shrank shrunk, sing sang sung, sink sank sunk, sit sat, sleep slept, slide slid, "
    "speak spoken, spend spent, spin spun, spring sprang sprung, stand stood, "
    "steal stole stolen, stick stuck, strike struck stricken, strive strove striven, "
    "swear swore sworn, sweep swept, swim swam swum, swing swung, teach taught, tear torn, "
    "throw threw thrown, undergo underwent undergone, understand understood, "
    "undertake undertook undertaken, wake woke woken, wear wore worn, weave wove woven, "
    "weep wept, win won, withdraw withdrew withdrawn, withstand withstood, write wrote written, "
    "child children, foot feet, goose geese, man men, mouse mice, tooth teeth, woman women, "
    "half halves, knife knives, life lives, loaf loaves, shelf shelves, thief thieves, "
    "wife wives, wolf wolves, analysis analyses, crisis crises, "
    "criterion criteria, hypothesis hypotheses, index indices, phenomenon phenomena, "
    "thesis theses, bad worse worst, far farther farthest further furthest"
)
_ENDINGS: Final = ("s", "ing")  # that a verb of a group may have as well
_FORMS: Final = {
    form: tuple(group) for group in map(str.split, _GROUPS.split(", ")) for form in group
}


def forms(word: str) -> tuple[str, ...]:
    """Return the other irregular forms of a folded word, the base first; none of most words."""
    return tuple(form for form in _base_of(word) if form != word)


def _base_of(word: str) -> tuple[str, ...]:
    if word in _FORMS:
        return _FORMS[word]
    for ending in _ENDINGS:
        for base in (word.removesuffix(ending), f"{word.removesuffix(ending)}e"):
            if word.endswith(ending) and base in _FORMS:
                return _FORMS[base]
    return ()
