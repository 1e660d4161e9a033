"""Invented documents of invented persons: zones as a scanner reads them, and any other that may be needed."""

import datetime as dt
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from clerk_desk.rules.iin import check_digit as iin_check_digit
from clerk_desk.rules.zone_shape import check_digit

TODAY = dt.date(2027, 4, 1)

CARD = ("IDKAZ0000000170900312499911<<<", "9003129F3401011KAZ<<<<<<<<<<<4", "SARSENBAYEVA<<AIGUL<<<<<<<<<<<")
"""The ID card of Aigul Sarsenbayeva, born 12.03.1990, valid until 01.01.2034."""

PASSPORT = ("P<KAZNURLANULY<<ALIKHAN<<<<<<<<<<<<<<<<<<<<<", "N000000171KAZ8811053M3306150881105399916<<20")
"""The passport of Alikhan Nurlanuly, born 05.11.1988, valid until 15.06.2033."""


@dataclass(frozen=True)
class Holder:
    """What stands on a document; the zone is made of it."""

    number: str = "000000017"
    iin: str = "900312499911"
    born: str = "900312"
    sex: str = "F"
    valid: str = "340101"
    surname: str = "SARSENBAYEVA"
    given: str = "AIGUL"
    code: str = "ID"
    issuer: str = "KAZ"
    nationality: str = "KAZ"

    def but(self, **changes: str) -> "Holder":
        return replace(self, **changes)

    def names(self, wide: int) -> str:
        whole = f"{self.surname}<<{self.given}" if self.given else self.surname
        return whole[:wide].ljust(wide, "<")

    def card(self) -> tuple[str, str, str]:
        number = self.number.ljust(9, "<")
        one = f"{self.code:<<2}{self.issuer:<<3}{number}{check_digit(number)}{self.iin:<<15}"
        dated = f"{self.born}{check_digit(self.born)}{self.sex}{self.valid}{check_digit(self.valid)}"
        whole = one[5:] + dated[:7] + dated[8:] + "<" * 11
        return one, f"{dated}{self.nationality:<<3}{'<' * 11}{check_digit(whole)}", self.names(30)

    def passport(self) -> tuple[str, str]:
        number, personal = self.number.ljust(9, "<"), self.iin.ljust(14, "<")
        numbered = f"{number}{check_digit(number)}"
        born, valid = f"{self.born}{check_digit(self.born)}", f"{self.valid}{check_digit(self.valid)}"
        owned = f"{personal}{check_digit(personal)}"
        whole = check_digit(numbered + born + valid + owned)
        two = f"{numbered}{self.nationality:<<3}{born}{self.sex}{valid}{owned}{whole}"
        return f"P<{self.issuer:<<3}{self.names(39)}", two


AIGUL = Holder()


@st.composite
def holders(draw: st.DrawFn) -> Holder:
    """Anybody with a document of Kazakhstan: an IIN that fits, whatever else stands there."""
    born = draw(st.dates(dt.date(1930, 1, 1), TODAY))
    sex = draw(st.sampled_from("MF"))
    century = {19: 3, 20: 5}[born.year // 100] + (sex == "F")
    digits = ""
    while not digits:
        eleven = f"{born:%y%m%d}{century}{draw(st.integers(0, 9999)):04}"
        last = iin_check_digit(eleven)
        digits = "" if last is None else f"{eleven}{last}"
    names = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=13)
    return Holder(
        number=draw(st.from_regex(r"[A-Z0-9]{9}", fullmatch=True)),
        iin=digits,
        born=f"{born:%y%m%d}",
        sex=sex,
        valid=f"{draw(st.dates(dt.date(2020, 1, 1), dt.date(2049, 1, 1))):%y%m%d}",
        surname=draw(names),
        given=draw(names),
    )
