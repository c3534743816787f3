"""How good the matching is, measured on judged pairs of a need and an organisation."""
