"""How well and how fast the desk sees that a child is known already; run it as `python -m benchmarks.similarity`.

5,000 invented children are known. Against them come 5,000 papers: half are of known children with one or two slips,
half of others who resemble a known child on purpose. No paper bears an IIN, none says the sex: with them the
question would be easier. What
the desk points at (the same child, or one to look at again) is right if it is that child, and wrong otherwise,
whichever of the 5,000 it is.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from benchmarks.invented_children import Home, Town
from benchmarks.known_children import speed
from benchmarks.slips import SLIPS
from clerk_desk.rules.date_slips import dates_alike
from clerk_desk.rules.names import fold
from clerk_desk.rules.nearness import near
from clerk_desk.rules.similarity import Kind, Likeness, Person, compare

KNOWN = PAPERS = 5000
MOST = 40
SEEDS = (2027, 7777)
"""The set that the bounds were chosen on, and one that was held back."""


@dataclass
class Known:
    """The children in the store, found as the store finds them: by dates, by folded names, by the applicant."""

    children: list[Person] = field(default_factory=list)
    by_date: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_parent: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    keys: list[str] = field(default_factory=list)

    def add(self, child: Person) -> int:
        """One more; its number."""
        assert child.born is not None
        at = len(self.children)
        self.children.append(child)
        self.keys.append(fold(f"{child.surname} {child.given_name} {child.patronymic}"))
        self.by_date[child.born].append(at)
        self.by_parent[child.parent_iin].append(at)
        return at

    def like(self, paper: Person) -> dict[int, Likeness]:
        """What the desk would show beside this paper."""
        assert paper.born is not None
        rows = [
            (at, self.keys[at], born == paper.born) for born in dates_alike(paper.born) for at in self.by_date[born]
        ]
        ids = {*near(paper, rows, MOST), *self.by_parent.get(paper.parent_iin, [])}
        unsaid = replace(paper, sex=None)
        found = {at: compare(unsaid, replace(self.children[at], sex=None)) for at in ids}
        return {at: likeness for at, likeness in found.items() if likeness is not None}


@dataclass(frozen=True)
class Paper:
    """A paper that comes in: whose it is (None: of a child not known), what was done to it."""

    child: Person
    of: int | None
    sort: str
    like: int | None = None
    """The known child that it resembles without being it."""


def town(seed: int) -> tuple[Known, list[Paper]]:
    """The known children and the papers."""
    made, known = Town(seed), Known()
    homes: list[tuple[Home, int]] = []
    while len(known.children) < KNOWN:
        home, parent = made.home(), made.chance.randrange(2)
        homes.append((home, known.add(made.child(home, parent=parent))))
        if made.chance.random() < 0.02:  # twins who both are known
            homes.append((home, known.add(_twin(made, home, known.children[-1], parent))))
    papers = []
    for _ in range(PAPERS // 2):
        home, at = made.chance.choice(homes)
        papers.append(_again(made, home, at, known.children[at]))
    others = tuple(_OTHERS.items())
    for number in range(PAPERS // 2):
        sort, make = others[number % len(others)]
        home, at = made.chance.choice(homes)
        papers.append(Paper(make(made, home, known.children[at]), None, sort, at))
    return known, papers


def _again(made: Town, home: Home, at: int, child: Person) -> Paper:
    """The known child's paper with one slip or two, brought by the same parent or by the other one."""
    slips = made.chance.sample(SLIPS, made.chance.choice((1, 2)))
    mothers = child.parent_iin == home.parents[0][0]
    iin, name, phone = home.parents[mothers if made.chance.random() < 0.35 else not mothers]
    paper = replace(child, parent_iin=iin, parent=name, phone=phone)
    for slip in slips:
        paper = slip(paper, made.chance)
    sort = slips[0].__name__ if len(slips) == 1 else "two slips"
    return Paper(paper, at, sort.replace("_", " "))


def _twin(made: Town, home: Home, child: Person, parent: int = 0) -> Person:
    sex = child.sex if made.chance.random() < 0.6 else None
    given = None
    if sex is not None and made.chance.random() < 0.15:
        given = made.rhyming(home.kazakh, sex, child.given_name)
    twin = made.child(home, child.born, given, sex, parent)
    while twin.given_name == child.given_name:
        twin = made.child(home, child.born, None, sex, parent)
    return twin


def _a_twin(made: Town, home: Home, child: Person) -> Person:
    return _twin(made, home, child, int(child.parent_iin == home.parents[1][0]))


def _sibling(made: Town, home: Home, child: Person) -> Person:
    assert child.born is not None
    days = 365 * made.chance.choice((1, 1, 2))
    born = child.born + timedelta(days=days if made.chance.random() < 0.3 else days + made.chance.randrange(-90, 90))
    found = made.child(home, born)
    while found.given_name == child.given_name:
        found = made.child(home, born)
    return found


def _cousin(made: Town, home: Home, child: Person) -> Person:
    cousin = made.child(made.home(home.surname, home.kazakh), child.born)
    while cousin.given_name == child.given_name:
        cousin = made.child(made.home(home.surname, home.kazakh), child.born)
    return cousin


def _namesake(made: Town, home: Home, child: Person, days: int) -> Person:
    assert child.born is not None
    return made.child(
        made.home(home.surname, home.kazakh), child.born + timedelta(days=days), child.given_name, child.sex
    )


def _stranger(made: Town, home: Home, child: Person) -> Person:
    return made.child(made.home())


_OTHERS: dict[str, Callable[[Town, Home, Person], Person]] = {
    "twin": _a_twin,
    "sibling": _sibling,
    "cousin born the same day": _cousin,
    "namesake born a day apart": lambda made, home, child: _namesake(made, home, child, made.chance.choice((-1, 1))),
    "namesake born elsewhen": lambda made, home, child: _namesake(made, home, child, made.chance.randrange(2, 300)),
    "stranger": _stranger,
}


@dataclass
class Tally:
    """What came of the papers of one sort."""

    papers: int = 0
    found: int = 0
    same: int = 0
    twins: int = 0
    false: int = 0
    false_same: int = 0


def measure(seed: int) -> tuple[float, float, dict[str, Tally], list[str]]:
    """Precision, recall, the table, and some of what went wrong."""
    known, papers = town(seed)
    tallies: dict[str, Tally] = defaultdict(Tally)
    wrong = []
    for paper in papers:
        tally = tallies[paper.sort]
        tally.papers += 1
        like = known.like(paper.child)
        for at, likeness in like.items():
            if at == paper.of:
                tally.found += likeness.kind is not Kind.TWIN
                tally.same += likeness.kind in (Kind.SAME, Kind.SAME_IIN)
            elif likeness.kind is Kind.TWIN:
                tally.twins += at == paper.like
            else:
                tally.false += 1
                tally.false_same += likeness.kind is Kind.SAME
                wrong.append(f"false {paper.sort}: {paper.child} ~ {known.children[at]} {likeness}")
        own = like.get(paper.of) if paper.of is not None else None
        if paper.of is not None and (own is None or own.kind is Kind.TWIN):
            wrong.append(f"missed {paper.sort}: {paper.child} ~ {known.children[paper.of]} {own}")
    found = sum(tally.found for tally in tallies.values())
    false = sum(tally.false for tally in tallies.values())
    wanted = sum(paper.of is not None for paper in papers)
    return found / (found + false), found / wanted, tallies, wrong


def show(tallies: dict[str, Tally]) -> None:
    """The table: papers of known children first."""
    print(f"  {'of a known child, with':28} {'papers':>7} {'found':>7} {'as the same':>12} {'wrong hints':>12}")
    for sort, tally in sorted(tallies.items()):
        if sort not in _OTHERS:
            found, same = tally.found / tally.papers, tally.same / tally.papers
            print(f"  {sort:28} {tally.papers:7} {found:7.1%} {same:12.1%} {tally.false:12}")
    print(f"  {'of another child':28} {'papers':>7} {'as a twin':>9} {'as the same':>12} {'wrong hints':>12}")
    for sort in _OTHERS:
        tally = tallies[sort]
        twins = tally.twins / tally.papers
        print(f"  {sort:28} {tally.papers:7} {twins:9.1%} {tally.false_same:12} {tally.false:12}")


def main() -> None:
    """Measure quality on both sets, then speed; the last line, for scripts, has the worse set's figures."""
    reached = []
    for seed, sort in zip(SEEDS, ("the bounds were chosen on it", "held back"), strict=True):
        precision, recall, tallies, wrong = measure(seed)
        reached.append((precision, recall))
        print(f"seed {seed}, {sort}: precision {precision:.4f}, recall {recall:.4f}")
        show(tallies)
        if "-v" in sys.argv:
            random.Random(1).shuffle(wrong)
            print(Counter(line.split(":")[0] for line in wrong))
            print("\n".join(wrong[:20]))
    print("speed, in an encrypted store with its shipped settings, the question as the intake asks it:")
    milliseconds = speed()
    precision, recall = (min(figures) for figures in zip(*reached, strict=True))
    print(f"precision={precision:.4f} recall={recall:.4f} ms_at_100k={milliseconds:.1f}")


if __name__ == "__main__":
    main()
