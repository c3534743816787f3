"""Places a question may name, and the province each lies in: whose local rules are meant."""

from collections.abc import Mapping

from knowledge.places import names, table


def place_names() -> Mapping[str, str]:
    """Name as people write it → official name of its province.

    Provinces and prefectures with and without suffix; counties with their suffix only, for
    资源 (县) and 合作 (市) are words too.
    """
    divisions = table.upper()
    found: dict[str, str] = {}
    for code, division in divisions.items():
        province = divisions[code[:2]].name
        found[division.name] = province
        root = names.split(division.name)[0]
        if len(code) < 6 and len(root) > 1:
            found[root] = province
    return found
