"""Whose record is it: names, birth date, sex and record numbers compared within a case (law 5: wrong child, full stop).

`names` takes names apart, `namelevels` and `evidence` compare one kind of evidence each, `comparing` decides on one
person, `reconciling` on a folder. False merges are the danger: doubt is asked, conflict is set aside.
"""

from consilium.domain.identity.case import CaseIdentity, KnownName
from consilium.domain.identity.comparing import Compared, Match, compare, compared
from consilium.domain.identity.names import NameWords
from consilium.domain.identity.reconciling import establish, grown, learnt, reconcile
from consilium.domain.identity.said import WhoseSaid, over

__all__ = [
    "CaseIdentity",
    "Compared",
    "KnownName",
    "Match",
    "NameWords",
    "WhoseSaid",
    "compare",
    "compared",
    "establish",
    "grown",
    "learnt",
    "over",
    "reconcile",
]
