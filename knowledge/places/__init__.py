"""Administrative divisions (行政区划) with GB/T 2260 codes: see ``knowledge.places.gazetteer``."""
