"""A whole folder's records against the child of the case: who the child is when nobody said so, and which files are
that child's. The identity grows only from records that are certain, so that one doubtful record can't open the door to
the next.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from consilium.domain.dates import PartialDate
from consilium.domain.identity.case import CaseIdentity, known_names
from consilium.domain.identity.comparing import Compared, Match, compared, name_level
from consilium.domain.identity.evidence import BirthLevel, NumberLevel
from consilium.domain.identity.misreading import own_numbers, typed_numbers
from consilium.domain.identity.namelevels import CONFLICTS, NameLevel
from consilium.domain.identity.names import NameWords, is_nobody
from consilium.domain.records import Citation, Decision, PersonNamed, Remark

# A second child with more than this share of the first one's weight is "comparably present": the program asks.
RIVAL_SHARE = 0.5
_PASSES = 3
# Different people looked at when a folder's child is sought; a hostile file could name a million.
MAX_PEOPLE = 2_000
_SIBLINGS = (NameLevel.OTHER_GIVEN, NameLevel.OTHER_FAMILY)
_SURE = (NameLevel.EXACT, NameLevel.COMPATIBLE)


@dataclass
class _Cluster:
    """Namings that may all be one child. `weight` grows with the logarithm of how often each stands, so that one disc
    of two thousand slices does not outweigh twenty papers."""

    identity: CaseIdentity
    weight: float = 0.0
    members: list[tuple[PersonNamed, float]] = field(default_factory=list)


def establish(
    namings: Sequence[tuple[PersonNamed, int]], words: NameWords, stated: CaseIdentity | None = None
) -> Decision[CaseIdentity]:
    """The child of a case from all namings, each with the number of files it stands in.

    Without `stated`, the value is the heaviest child named, or None where two are comparably present or none is named.
    With `stated` (as a person said), that child's birth date, sex and numbers are filled in where the person left them
    out and all records of that name agree.
    """
    clusters = _clusters(namings, words)
    typed = typed_numbers(person for person, _ in namings)
    if stated is not None:
        return _completed(replace(stated, typed=typed), clusters, words)
    if not clusters:
        return Decision(None, (Remark("identity.nobody_named"),))
    first, *rest = clusters
    rivals = [cluster for cluster in rest if cluster.weight > RIVAL_SHARE * first.weight]
    if rivals:
        args = {"first": _shown(first), "second": _shown(rivals[0])}
        return Decision(None, (Remark("identity.two_children", args),), _citations([first, *rivals]))
    reasons = [Remark("identity.established", {"name": _shown(first), "count": len(first.members)})]
    if rest:
        reasons.append(Remark("identity.others_named", {"name": _shown(rest[0]), "count": len(rest)}))
    found = replace(_settled(first), typed=typed)
    others = tuple(name for one in rest if _is_another(found, one, words) for name in one.identity.names[:1])
    found = replace(found, others=others[:20])
    return Decision(replace(found, numbers=own_numbers(found.numbers, typed)), tuple(reasons), _citations([first]))


def _clusters(namings: Sequence[tuple[PersonNamed, int]], words: NameWords) -> list[_Cluster]:
    """Children named, the heaviest first. Sure namings (a name and a birth date) open clusters before others join."""
    counts: Counter[PersonNamed] = Counter()
    cited: dict[PersonNamed, PersonNamed] = {}
    for person, count in namings:
        if not is_nobody(person.text, words):
            key = replace(person, citation=Citation())
            counts[key] += count
            cited.setdefault(key, person)
    order = sorted(counts, key=lambda p: (p.birth_date is None, len(p.text.split()) < 2, -counts[p], p.text))
    clusters: list[_Cluster] = []
    for key in order[:MAX_PEOPLE]:
        _join(clusters, cited[key], 1 + math.log2(max(1, counts[key])), words)
    return sorted(clusters, key=lambda cluster: -cluster.weight)


def _join(clusters: list[_Cluster], person: PersonNamed, weight: float, words: NameWords) -> None:
    """Put a naming where it fits; where it fits two children it speaks for neither."""
    fitting = [cluster for cluster in clusters if _fits(cluster.identity, person, words)]
    if len(fitting) > 1:
        return
    if not fitting:
        fitting = [_Cluster(CaseIdentity())]
        clusters.append(fitting[0])
    cluster = fitting[0]
    cluster.weight += weight
    cluster.members.append((person, weight))
    cluster.identity = cluster.identity.knowing(person)


def _fits(identity: CaseIdentity, person: PersonNamed, words: NameWords) -> bool:
    found = compared(identity, person, words)
    return found.match is not Match.ANOTHER_CHILD and found.name not in CONFLICTS


@dataclass(frozen=True, slots=True)
class ChildNamed:
    """A child as one file names it."""

    identity: CaseIdentity

    def may_be(self, person: PersonNamed, words: NameWords) -> bool:
        """Whether nothing of a naming speaks against this child."""
        return _fits(self.identity, person, words)


def children_named(people: Iterable[PersonNamed], words: NameWords) -> tuple[ChildNamed, ...]:
    """The children that namings are certainly of, the most named first: none that may be the first, misread or in
    short."""
    clusters = _clusters([(person, 1) for person in people], words)
    if not clusters:
        return ()
    first, *rest = clusters
    known = _settled(first)
    others = [one for one in rest if _is_another(known, one, words)]
    return tuple(ChildNamed(one.identity) for one in (first, *others))


def _is_another(found: CaseIdentity, cluster: _Cluster, words: NameWords) -> bool:
    """Whether any naming of a cluster is another child's, and not the child's own name misread from a picture."""
    return any(compared(found, person, words).match is Match.ANOTHER_CHILD for person, _ in cluster.members)


def _settled(cluster: _Cluster) -> CaseIdentity:
    """The cluster's identity with the birth date and sex that most of it states, and its fullest names first; as typed,
    where any of it is: a slip of recognition is no name of the child's."""
    sexes: Counter[str] = Counter()
    for person, weight in cluster.members:
        sexes[person.sex] += round(weight * 100) if person.sex else 0
    typed = [member for member in cluster.members if member[0].confidence is None] or cluster.members
    ranked = sorted(typed, key=lambda member: (-len(member[0].text.split()), -member[1]))
    names = dict.fromkeys(name for person, _ in ranked for name in known_names(person))
    birth = _birth(cluster.members)
    sex = max(sexes, key=lambda each: sexes[each]) if sexes else ""
    numbers = tuple(
        dict.fromkeys(n for p, _ in cluster.members if p.birth_date == birth is not None for n in p.numbers)
    )
    return CaseIdentity(tuple(names), birth, sex, numbers)


def _birth(members: Iterable[tuple[PersonNamed, float]]) -> PartialDate | None:
    """The birth date with the most weight, or what the two heaviest have in common where none prevails."""
    weights: Counter[PartialDate] = Counter()
    for person, weight in members:
        if person.birth_date is not None:
            weights[person.birth_date] += round(weight * 100)
    if not weights:
        return None
    full = {date: weight for date, weight in weights.items() if date.day} or dict(weights)
    ranked = sorted(full, key=lambda date: -full[date])
    if len(ranked) == 1 or full[ranked[1]] < full[ranked[0]]:
        return ranked[0]
    one, other = ranked[:2]
    if one.year != other.year:
        return None
    return PartialDate(one.year, one.month if one.month == other.month else 0)


def _completed(stated: CaseIdentity, clusters: list[_Cluster], words: NameWords) -> Decision[CaseIdentity]:
    """What a person stated, with a birth date, sex and numbers from records where all of that name agree."""
    fitting = [c for c in clusters if any(_is_named(stated, person, words) for person, _ in c.members)]
    if len(fitting) != 1:
        reason = Remark("identity.stated_two" if fitting else "identity.stated_unseen", {"name": stated.names[0].text})
        return Decision(stated, (reason,), _citations(fitting))
    found = _settled(fitting[0])
    numbers = own_numbers(stated.numbers, stated.typed, among=found.numbers)
    born, sex = stated.birth_date or found.birth_date, stated.sex or found.sex
    known = replace(stated, birth_date=born, sex=sex, numbers=numbers)
    reasons = [Remark("identity.stated", {"name": stated.names[0].text})]
    if stated.birth_date is None and known.birth_date is not None:
        reasons.append(Remark("identity.birth_learnt", {"date": str(known.birth_date)}))
    return Decision(known, tuple(reasons), _citations(fitting))


def _is_named(identity: CaseIdentity, person: PersonNamed, words: NameWords) -> bool:
    return name_level(identity.names, person, words) in _SURE and _fits(identity, person, words)


def _shown(cluster: _Cluster) -> str:
    return cluster.identity.names[0].text if cluster.identity.names else ""


def _citations(clusters: Iterable[_Cluster]) -> tuple[Citation, ...]:
    return tuple(cluster.members[0][0].citation for cluster in clusters if cluster.members)


def learnt(identity: CaseIdentity, named: PersonNamed, words: NameWords) -> CaseIdentity:
    """The identity with what one record adds, if that record is certain; else the identity as it is.

    Names of other children in the case are kept too, so that a short name that fits both is asked about.
    """
    found = compared(identity, named, words)
    if found.strong:
        return identity.knowing(named)
    if found.match is Match.ANOTHER_CHILD and found.name in _SIBLINGS and len(identity.others) < 20:
        others = (*identity.others, *known_names(named)[:1])
        return replace(identity, others=tuple(dict.fromkeys(others)))
    return identity


def grown(identity: CaseIdentity, namings: Iterable[PersonNamed], words: NameWords) -> CaseIdentity:
    """The identity with all that certain records add, typed ones first; no number that is a misreading of a typed one.
    Names that contradict one another (two children who both fit a short name) teach nothing."""
    distinct = list(dict.fromkeys(replace(person, citation=Citation()) for person in namings))[:MAX_PEOPLE]
    distinct.sort(key=lambda person: person.confidence is not None)
    quarrelling = _quarrelling(identity, distinct, words)
    for _ in range(_PASSES):
        before = identity
        for person in distinct:
            if person not in quarrelling:
                identity = learnt(identity, person, words)
        if identity == before:
            break
    return replace(identity, numbers=own_numbers(identity.numbers, identity.typed))


def _quarrelling(identity: CaseIdentity, namings: Sequence[PersonNamed], words: NameWords) -> frozenset[PersonNamed]:
    """Those of the namings that fit the child by a part of their name only, and contradict another one that does."""
    fitting = [person for person in namings if compared(identity, person, words).match is Match.SAME]
    fitting = [person for person in fitting if name_level(identity.names, person, words) is not NameLevel.EXACT][:200]
    bad: set[PersonNamed] = set()
    for person in fitting:
        names = known_names(person)
        rivals = [other for other in fitting if name_level(names, other, words) in CONFLICTS]
        if rivals:
            bad.update((person, *rivals))
    return frozenset(bad)


def reconcile(
    identity: CaseIdentity, files: Sequence[tuple[PersonNamed, ...]], words: NameWords
) -> list[Decision[Match]]:
    """For each file, by the patients it names, whose it is. A file that names another child is another child's."""
    everyone = list(dict.fromkeys(replace(p, citation=Citation()) for people in files for p in people))
    quarrelling = _quarrelling(identity, everyone[:MAX_PEOPLE], words)
    return [_file(identity, people, quarrelling, words) for people in files]


def _file(
    identity: CaseIdentity, people: tuple[PersonNamed, ...], quarrelling: frozenset[PersonNamed], words: NameWords
) -> Decision[Match]:
    if not people:
        return Decision(Match.UNNAMED, (Remark("identity.nobody_in_file"),))
    distinct = list({replace(person, citation=Citation()): person for person in reversed(people)}.values())[::-1]
    found = [(person, compared(identity, person, words)) for person in distinct]
    person, decisive = min(found, key=lambda each: _rank(each[1], found))
    decision = Decision(decisive.match, decisive.reasons, (person.citation,))
    if decision.value is Match.ANOTHER_CHILD and any(each.match is Match.SAME for _, each in found):
        return replace(decision, reasons=(*decision.reasons, Remark("identity.two_in_file")))
    if decision.value is Match.SAME and replace(person, citation=Citation()) in quarrelling:
        return Decision(Match.PROBABLY_SAME, (*decision.reasons, Remark("identity.names_disagree")), decision.citations)
    return decision


def _rank(one: Compared, found: Sequence[tuple[PersonNamed, Compared]]) -> int:
    """Which of a file's namings decides: another child first, then a doubt of substance, then certainty.

    A name alone that is the child's own says no more than the full naming beside it, so it does not spoil it.
    """
    if one.match is Match.ANOTHER_CHILD:
        return 0
    if one.match is Match.PROBABLY_SAME:
        certain = any(each.match is Match.SAME for _, each in found)
        return 3 if certain and _merely_short(one) else 1
    return 2 if one.match is Match.SAME else 4


def _merely_short(one: Compared) -> bool:
    agreeing = (BirthLevel.UNKNOWN, BirthLevel.YEAR, BirthLevel.MONTH, BirthLevel.SAME)
    against = one.sex_differs or one.number is NumberLevel.OTHER
    return one.name in _SURE and one.birth in agreeing and not against
