"""The stages of a search that can be left out, to measure what each is worth."""

from enum import StrEnum


class Stage(StrEnum):
    """``shanhai evaluate … --without STAGE``."""

    WORDS = "words"  # the lexical side
    DENSE = "dense"  # the vectors
    ADAPTER = "adapter"  # questions moved towards the articles that answer questions like them
    SYNONYMS = "synonyms"  # words of law searched beside those of lay people
    RANKER = "ranker"  # the learned order
    LAY = "lay"  # likeness to the lay questions of an article
    POINTERS = "pointers"  # digests that hand their score to the article they restate
    FIT = "fit"  # rules on tier, region, programme, named law
