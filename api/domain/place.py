"""A place (地点): administrative divisions by official name, and the site within them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Divisions from province down to the site (school, village, clinic).

    Names are the official ones of the division table. ``code`` is the GB/T 2260 code of the
    lowest division known: 2, 4 or 6 digits, or 9 for a township. ``table_year`` is the year
    of the table the code comes from.
    """

    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    township: str | None = None
    site: str | None = None
    code: str | None = None
    table_year: int | None = None

    def __str__(self) -> str:
        """The names from the top down; what a municipality or the site repeats stands once."""
        site = self.site or ""
        names = (self.province, self.prefecture, self.county, self.township)
        above = [name for name in names if name and not site.startswith(name)]
        return "".join(dict.fromkeys((*above, site)))
