"""Finds the place a report is about: divisions and site, with candidates when it is not sure."""

import re
from dataclasses import dataclass, replace

from api.domain.place import Place
from bot.understanding.divisions import Divisions, choose
from bot.understanding.mentions import find_mentions
from bot.understanding.sites import Site, counted_sites, find_sites
from bot.understanding.span import Found
from knowledge.places.gazetteer import Gazetteer

INFERRED = "{county}是由“{township}”推断的，请核对。"
_COUNTY_DIGITS = 6  # of a GB/T 2260 code; a correction stays in the county rather than leave it
LONGEST_ANSWER = 30  # characters; more is a report, in which a short name alone is chance
# Who gives is not where it lacks: 静安区某基金会, 浦东新区对口支援.
_GIVER = re.compile(
    r"[^\s,。有的是]{0,6}?(?:基金会|公司|集团|商会)"
    r"|[^\s,。有的是]{0,3}?(?:援建|援助|对口|协作|捐赠|捐助|捐款|来的)"
)
_NAME = r"[^\s,。;:!?、()的在向是为全我各本该]"
# A township the table does not have, right after its county or before its own site.
_TOWNSHIP_AFTER = re.compile(rf"{_NAME}{{2,6}}?(?:街道|苏木|[镇乡])(?![镇村长])")
_TOWNSHIP_ALONE = re.compile(rf"(?:^|[\s,。;:!?、(在向是为])({_NAME}{{2,4}}[镇乡])(?![镇村长])")
# A generic institution belongs to the township named with it: 岗察乡 … 中心小学.
_BELONGS = re.compile(r"^(?:中心小学|中心校|卫生院|敬老院|中心幼儿园)$")
_OF_LEVEL = re.compile(r"^[县市区乡镇](?![立镇村级乡]).{2,}")


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """The place, and the places the same words may mean otherwise (empty when it is certain).

    ``inferred``: the county was not written; it follows from the only township of that name.
    """

    place: Place
    candidates: tuple[Place, ...] = ()
    inferred: bool = False


def find_places(text: str, gazetteer: Gazetteer, *, bare: bool = False) -> Found[PlaceFound] | None:
    """The place ``text`` (normalised) is about, or ``None``.

    With ``bare`` the text is an answer to the question for a place: see ``find_mentions``.
    """
    mentions = tuple(
        mention
        for mention in find_mentions(text, gazetteer, bare=bare)
        if bare or not _GIVER.match(text, mention.end)
    )
    divisions = choose(mentions, gazetteer)
    township = _unlisted_township(text, divisions)
    cuts = tuple(mention.end for mention in mentions) + ((township.end,) if township else ())
    site = _site(find_sites(text, cuts), divisions, township) or _counted(text)
    if divisions is None and township is None and site is None:
        return None
    return _join(divisions, township, site, gazetteer)


def read_place(text: str, gazetteer: Gazetteer, known: Place | None = None) -> PlaceFound | None:
    """The place a short answer names, where a name without suffix may stand alone (马关).

    ``known`` is the place so far: it decides between places of one name, and a site alone is
    a site there.
    """
    found = find_places(text, gazetteer, bare=len(text) <= LONGEST_ANSWER)
    if found is None:
        return None
    answer, code = found.value, known.code if known else None
    if known is None or code is None:
        return _at_site(answer, known.site if known else None)
    if answer.place.site and answer.place == Place(site=answer.place.site):
        return PlaceFound(replace(known, site=answer.place.site))
    county = code[:_COUNTY_DIGITS]
    inside = tuple(one for one in answer.candidates if gazetteer.within(one.code or "", county))
    if len(inside) == 1:
        return PlaceFound(inside[0])
    return replace(answer, candidates=inside or answer.candidates)


def _at_site(answer: PlaceFound, site: str | None) -> PlaceFound:
    """The place with the site said before, when the answer names none."""
    if site is None or answer.place.site:
        return answer
    candidates = tuple(replace(one, site=one.site or site) for one in answer.candidates)
    return replace(answer, place=replace(answer.place, site=site), candidates=candidates)


def _unlisted_township(text: str, divisions: Divisions | None) -> Found[str] | None:
    """A township as written that the table does not give for the county found."""
    if divisions is None:
        match = _TOWNSHIP_ALONE.search(text)
        return Found(match[1], match.start(1), match.end(1)) if match else None
    if divisions.township:
        return None
    for mention in divisions.mentions:
        match = _TOWNSHIP_AFTER.match(text, mention.end)
        if match and mention.matches[0].division.code[:6] == divisions.code:
            return Found(match[0], match.start(), match.end())
    return None


def _site(
    sites: tuple[Site, ...], divisions: Divisions | None, township: Found[str] | None
) -> Found[str] | None:
    """The site named right after the place, else an institution, else a settlement."""
    named_before = (
        {mention.end: mention.written for mention in divisions.mentions} if divisions else {}
    )
    if township:
        named_before[township.end] = township.value
    owner = next((name for name in named_before.values() if name[-1] in "乡镇"), None)
    best: tuple[float, Found[str]] | None = None
    for site in sites:
        rated = _rate(site, named_before, owner)
        if rated and (best is None or rated[0] > best[0]):
            best = rated
    if best is None or best[0] >= 4:
        return best[1] if best else None
    return _several(sites) or best[1]


def _counted(text: str) -> Found[str] | None:
    site = counted_sites(text)
    return Found(site.written, site.start, site.end) if site else None


def _rate(
    site: Site, named_before: dict[int, str], owner: str | None
) -> tuple[float, Found[str]] | None:
    before = named_before.get(site.start)
    if before:
        written = site.written if site.named else before + site.written
        start = site.start if site.named else site.start - len(before)
        return 4 + site.named, Found(written, start, site.end)
    if site.named:
        return 2 + site.institution, Found(site.written, site.start, site.end)
    if owner and _BELONGS.match(site.written):
        return 3.5, Found(owner + site.written, site.start, site.end)
    if _OF_LEVEL.match(site.written):
        return 1, Found(site.written, site.start, site.end)
    return None


def _several(sites: tuple[Site, ...]) -> Found[str] | None:
    """Two or three institutions of which none is the main one: 班搞小学、新寨小学."""
    schools = {site.written: site for site in reversed(sites) if site.named and site.institution}
    if not 2 <= len(schools) <= 3:
        return None
    ordered = sorted(schools.values(), key=lambda site: site.start)
    return Found("、".join(one.written for one in ordered), ordered[0].start, ordered[-1].end)


def _join(
    divisions: Divisions | None,
    township: Found[str] | None,
    site: Found[str] | None,
    gazetteer: Gazetteer,
) -> Found[PlaceFound]:
    place = divisions.place(gazetteer) if divisions else Place()
    candidates = divisions.candidate_places(gazetteer) if divisions else ()
    if township:
        place = replace(place, township=township.value)
    if site:
        place = replace(place, site=site.value)
        candidates = tuple(replace(one, site=site.value) for one in candidates)
    spans = [(one.start, one.end) for one in (township, site) if one]
    if divisions:
        spans.extend((mention.start, mention.end) for mention in divisions.mentions)
    start, end = _joined(spans)
    inferred = bool(divisions and divisions.inferred)
    return Found(PlaceFound(place, candidates, inferred), start, end)


def _joined(spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The longest run of names that follow one another without a gap, the earliest such."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return max(runs, key=lambda run: run[1] - run[0])
