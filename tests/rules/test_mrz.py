"""The zone of a document: read whole or not at all, and held against the library that others trust."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_desk.rules import mrz
from clerk_desk.rules.layouts import KAZAKH, RUSSIAN, ZONE, typed_under
from clerk_desk.rules.mrz import WrongZone, Zone, read_zone
from clerk_desk.rules.zone_shape import Size, check_digit, has_shape
from data.vocabulary import DocumentKind, Sex
from tests.rules.zones import AIGUL, CARD, PASSPORT, TODAY, Holder, holders

td1 = pytest.importorskip("mrz.checker.td1")
td3 = pytest.importorskip("mrz.checker.td3")


def zone_of(lines: tuple[str, ...], today: dt.date = TODAY) -> Zone:
    found = read_zone("\n".join(lines), today)
    assert isinstance(found, Zone), found
    return found


def failing(lines: tuple[str, ...]) -> tuple[str, ...]:
    found = read_zone("".join(lines), TODAY)
    assert isinstance(found, WrongZone), found
    return found.failing


def the_library_agrees(lines: tuple[str, ...]) -> bool:
    """The library's opinion on the check digits alone; it also knows which states there are, which is not asked."""
    checker = td1.TD1CodeChecker if len(lines) == 3 else td3.TD3CodeChecker
    checked = checker("\n".join(lines))
    digits = [checked.document_number_hash, checked.birth_date_hash, checked.expiry_date_hash, checked.final_hash]
    return all(digits if len(lines) == 3 else [*digits, checked.optional_data_hash])


def test_the_invented_card() -> None:
    assert zone_of(CARD) == Zone(
        kind=Size.CARD,
        document=DocumentKind.ID_CARD,
        issuer="KAZ",
        number="000000017",
        iin="900312499911",
        born=dt.date(1990, 3, 12),
        sex=Sex.FEMALE,
        valid_until=dt.date(2034, 1, 1),
        surname="SARSENBAYEVA",
        given_names="AIGUL",
    )
    assert AIGUL.card() == CARD


def test_the_invented_passport() -> None:
    zone = zone_of(PASSPORT)
    assert (zone.document, zone.number, zone.iin) == (DocumentKind.PASSPORT, "N00000017", "881105399916")
    assert (zone.born, zone.sex, zone.valid_until) == (dt.date(1988, 11, 5), Sex.MALE, dt.date(2033, 6, 15))
    assert (zone.surname, zone.given_names) == ("NURLANULY", "ALIKHAN")


@pytest.mark.parametrize("parting", ["", "\n", "\r\n", " ", "\n\n", "\t"])
@pytest.mark.parametrize("layout", ["", RUSSIAN, KAZAKH])
@pytest.mark.parametrize("lines", [CARD, PASSPORT])
def test_lines_together_or_apart_on_any_layout_are_the_same_zone(
    lines: tuple[str, ...], layout: str, parting: str
) -> None:
    typed = parting.join(typed_under(layout, line) if layout else line for line in lines)
    assert read_zone(typed, TODAY) == zone_of(lines)


@given(holder=holders())
@settings(max_examples=60)
def test_what_stands_on_a_document_is_read_from_its_zone_and_the_library_agrees(holder: Holder) -> None:
    for lines in (holder.card(), holder.passport()):
        zone = zone_of(lines)
        assert (zone.iin, zone.number) == (holder.iin, holder.number)
        assert (zone.surname, zone.given_names) == (holder.surname, holder.given)
        assert f"{zone.born:%y%m%d}" == holder.born
        assert f"{zone.valid_until:%y%m%d}" == holder.valid
        assert zone.sex == {"M": Sex.MALE, "F": Sex.FEMALE}[holder.sex]
        assert the_library_agrees(lines)


@given(holder=holders(), size=st.sampled_from(Size), at=st.integers(0, 89), sign=st.sampled_from(ZONE))
@settings(max_examples=120)
def test_one_misread_sign_is_noticed_whenever_the_library_notices_it(
    holder: Holder, size: Size, at: int, sign: str
) -> None:
    lines = holder.card() if size is Size.CARD else holder.passport()
    wide = len(lines[0])
    row, column = divmod(at % (wide * len(lines)), wide)
    changed = list(lines)
    changed[row] = changed[row][:column] + sign + changed[row][column + 1 :]
    found = read_zone("".join(changed), TODAY)
    if not the_library_agrees(tuple(changed)):
        assert not isinstance(found, Zone)
    elif found is not None and changed[0][2:5] == "KAZ" and not isinstance(found, Zone):
        # More is checked here: the IIN's own digit, and signs that cannot stand where they stand.
        assert set(found.failing) <= {mrz.IIN, mrz.SIGNS}


@given(signs=st.text(alphabet=ZONE, min_size=1, max_size=30))
@settings(max_examples=60)
def test_the_check_digit_is_the_library_s(signs: str) -> None:
    from mrz.base.functions import hash_string

    assert str(check_digit(signs)) == hash_string(signs)


WRONG = [
    (0, 9, mrz.NUMBER),
    (0, 14, mrz.NUMBER),
    (1, 1, mrz.BORN),
    (1, 6, mrz.BORN),
    (1, 8, mrz.VALID),
    (1, 14, mrz.VALID),
    (1, 29, mrz.WHOLE),
]


@pytest.mark.parametrize(("row", "column", "named"), WRONG)
def test_a_wrong_check_digit_is_named(row: int, column: int, named: str) -> None:
    lines = list(CARD)
    other = "5" if lines[row][column] != "5" else "6"
    lines[row] = lines[row][:column] + other + lines[row][column + 1 :]
    assert failing(tuple(lines)) == (named,)


def test_a_wrong_personal_number_of_a_passport_is_named() -> None:
    assert failing((PASSPORT[0], PASSPORT[1].replace("881105399916<<2", "881105399916<<3"))) == (mrz.PERSONAL,)


def test_an_iin_that_does_not_fit_is_named_though_all_digits_of_the_zone_do() -> None:
    assert failing(AIGUL.but(iin="900312499912").card()) == (mrz.IIN,)
    assert failing(AIGUL.but(iin="900312499912").passport()) == (mrz.IIN,)


def test_letters_read_for_digits_are_a_wrong_check_digit_and_no_other_text() -> None:
    """Bad light makes O of 0 and I of 1: that is still a zone, and a wrong one."""
    one, two, three = CARD
    assert mrz.BORN in failing((one, "9OO3I29" + two[7:], three))


def test_an_iin_of_another_day_than_the_date_beside_it_is_pointed_out() -> None:
    zone = zone_of(AIGUL.but(born="900313").card())
    assert [remark.code for remark in zone.remarks] == ["zone_iin_date"]
    assert zone.born == dt.date(1990, 3, 13)
    assert zone_of(CARD).remarks == ()


CENTURIES = [
    ("270401", 2027),
    ("270402", 1927),
    ("000229", 2000),
    ("990101", 1999),
    ("260101", 2026),
]


@pytest.mark.parametrize(("born", "year"), CENTURIES)
def test_nobody_is_born_in_the_future(born: str, year: int) -> None:
    zone = zone_of(AIGUL.but(born=born, iin="").card())
    assert zone.born is not None
    assert zone.born.year == year


def test_a_great_grandmother_is_as_old_as_her_iin_says() -> None:
    """26 is 2026 or 1926: the seventh digit of the IIN knows."""
    eleven = "26010139990"
    number = next(f"{eleven[:-1]}{n}{d}" for n in range(10) if (d := _fitting(f"{eleven[:-1]}{n}")) is not None)
    zone = zone_of(AIGUL.but(born="260101", iin=number).card())
    assert zone.born == dt.date(1926, 1, 1)


def _fitting(eleven: str) -> int | None:
    from clerk_desk.rules.iin import check_digit as fitting

    return fitting(eleven)


@pytest.mark.parametrize(
    ("valid", "year"), [("340101", 2034), ("270331", 2027), ("990101", 1999), ("770401", 2077), ("780401", 1978)]
)
def test_a_document_is_valid_for_at_most_fifty_years_from_now(valid: str, year: int) -> None:
    until = zone_of(AIGUL.but(valid=valid).card()).valid_until
    assert until is not None
    assert until.year == year


def test_dates_that_a_document_leaves_open_stay_open() -> None:
    zone = zone_of(AIGUL.but(born="<<<<<<", valid="<<<<<<", iin="", sex="<").card())
    assert (zone.born, zone.valid_until, zone.sex, zone.iin) == (None, None, None, None)


KINDS = [
    (AIGUL.card(), DocumentKind.ID_CARD),
    (AIGUL.passport(), DocumentKind.PASSPORT),
    (AIGUL.but(nationality="RUS").card(), DocumentKind.RESIDENCE_PERMIT),
    (AIGUL.but(code="IR").card(), DocumentKind.RESIDENCE_PERMIT),
    (AIGUL.but(nationality="XXA").card(), DocumentKind.STATELESS),
    (AIGUL.but(nationality="XXB").passport(), DocumentKind.REFUGEE),
    (AIGUL.but(issuer="UZB", nationality="UZB", iin="").passport(), DocumentKind.FOREIGN_PASSPORT),
    (AIGUL.but(issuer="KGZ", nationality="KGZ", iin="").card(), DocumentKind.FOREIGN_PASSPORT),
    (AIGUL.but(issuer="D", nationality="D", iin="").passport(), DocumentKind.FOREIGN_PASSPORT),
]


@pytest.mark.parametrize(("lines", "document"), KINDS)
def test_the_letters_and_the_state_say_what_document_it_is(lines: tuple[str, ...], document: DocumentKind) -> None:
    assert zone_of(lines).document is document


def test_twelve_digits_in_a_foreign_document_are_no_iin() -> None:
    assert zone_of(AIGUL.but(issuer="UZB", nationality="UZB").passport()).iin is None


def test_a_number_longer_than_its_field_goes_on_behind_it() -> None:
    long = "D23145890734"
    rest = f"{long[9:]}{check_digit(long)}".ljust(15, "<")
    one = f"I<UTO{long[:9]}<{rest}"
    two = "7408122F1204159UTO<<<<<<<<<<<"
    whole = check_digit(one[5:] + two[:7] + two[8:15] + two[18:29])
    assert zone_of((one, f"{two}{whole}", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")).number == long


def test_the_specimen_of_the_standard_is_read() -> None:
    """ICAO 9303, part 4, appendix B: a passport of Utopia."""
    zone = zone_of(("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"))
    assert (zone.number, zone.surname, zone.given_names) == ("L898902C3", "ERIKSSON", "ANNA MARIA")


def test_names_that_fill_their_line_may_be_cut() -> None:
    assert zone_of(AIGUL.but(surname="MUKHAMEDZHANOVA", given="NURSULTANBEKOVNA").card()).cut
    assert not zone_of(CARD).cut


@given(text=st.text(max_size=120))
@settings(max_examples=60)
def test_no_other_text_is_a_zone_and_none_is_too_odd_to_be_looked_at(text: str) -> None:
    assert read_zone(text, TODAY) is None


@pytest.mark.parametrize("text", ["", "IDKAZ", "".join(CARD)[:-1], "X" + "".join(CARD)[1:], "A" * 90, "<" * 88])
def test_what_has_not_the_shape_of_a_zone_is_none(text: str) -> None:
    assert read_zone(text, TODAY) is None
    assert not has_shape(text, Size.CARD)
