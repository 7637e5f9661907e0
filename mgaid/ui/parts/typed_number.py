"""What a person typed into a field for a number, as a number or as a sentence on what to type.

Hides the ways people write numbers: comma or point, halves and quarters, a unit after the figure.
It never guesses: what can be read in two ways is refused. What range will do it asks the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable

MOST_TYPED = 9_999_999.0
LONGEST_SAID = 20
SHORT = {
    "years": ("y", "yr", "yrs"),
    "months": ("mo",),
    "weeks": ("w", "wk", "wks"),
    "days": ("d",),
    "hours": ("h", "hr", "hrs"),
    "minutes": ("min", "mins"),
}
GAP = r"[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
_THOUSANDS = re.compile(rf"([1-9]\d{{0,2}})([,.]|{GAP})(\d{{3}})")
_PLAIN = re.compile(r"\+?(\d*)[.,]?(\d*)")
_WITH_FRACTION = re.compile(rf"(\d*){GAP}?(\D)")
_BELOW_ZERO = re.compile(r"[-\N{MINUS SIGN}\N{EN DASH}]\s*\d+([.,]\d*)?")


class NumberRefused(ValueError):
    """What was typed is no number for this field; the message says what to type."""


def read_number(
    text: str,
    decimals: int,
    unit: str = "",
    other_units: tuple[str, ...] = (),
    fits: Callable[[float], bool] = lambda _: True,
) -> float | None:
    """The number typed, None for nothing; raises ``NumberRefused``.

    ``unit`` is the words of the unit that counts now, ``other_units`` of those that could be
    chosen. ``fits`` tells whether a number is in the range of the field.
    """
    bare = _without_unit(text.strip(), unit)
    if not bare:
        return None
    said = _short(text.strip())
    for other in other_units:
        if _without_unit(bare, other) != bare:
            raise NumberRefused(f"Type the number only, then choose {other} in the list beside it.")
    if _BELOW_ZERO.fullmatch(bare):
        raise NumberRefused(f"{said} is below 0. Use a number from 0 up.")
    thousands = _THOUSANDS.fullmatch(bare)
    if thousands is not None:
        whole = float(thousands[1] + thousands[3])
        parted = float(f"{thousands[1]}.{thousands[3]}")
        if fits(whole):
            if decimals and fits(parted):
                raise NumberRefused(
                    f"{said} can be read in two ways. Type {whole:.0f} or {parted:g}."
                )
            return whole
        if thousands[2] not in ",.":
            return whole
    return _decimal(bare, said, decimals)


def _decimal(bare: str, said: str, decimals: int) -> float:
    """A number with its decimals, as far as the field has any."""
    from mgaid.core.phrases import FRACTIONS  # the first screen is there before the core is read

    plain, mixed = _PLAIN.fullmatch(bare), _WITH_FRACTION.fullmatch(bare)
    fraction = None if mixed is None else FRACTIONS.get(mixed[2])
    if mixed is not None and fraction is not None:
        number = float(mixed[1] or 0) + fraction
    elif plain is not None and (plain[1] or plain[2]):
        number = float(f"{plain[1] or 0}.{plain[2] or 0}")
    else:
        raise NumberRefused(f"{said} cannot be read as a number. Type it in figures only.")
    if number > MOST_TYPED:
        raise NumberRefused(f"{said} is too large. Use a smaller number.")
    if not decimals and (fraction is not None or "," in bare or "." in bare):
        raise NumberRefused(f"{said} cannot be used here. Use a whole number.")
    if round(number, decimals) != number:
        digits = "1 digit" if decimals == 1 else f"{decimals} digits"
        raise NumberRefused(f"{said} has too many digits. Use {digits} after the point at most.")
    return number


def _without_unit(text: str, unit: str) -> str:
    """``40 years`` and ``40 y`` as ``40``, in a field that counts years."""
    first = unit.split(" ")[0]
    words = {unit, first, first.removesuffix("s"), *SHORT.get(first, ())} - {""}
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    if not longest_first:
        return text
    found = re.fullmatch(rf"(.*[^a-z\s])\s*(?:{'|'.join(longest_first)})\.?", text, re.I)
    return text if found is None else found[1]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID]}…"
