"""How numbers and amounts of money read on every page."""

from decimal import Decimal


def number(value: Decimal | int) -> str:
    """A number with thousands separated and no trailing zeros: 1,250.5."""
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(amount: Decimal) -> str:
    """An amount in full, as it stands in files: 50,000 元."""
    return f"{number(amount)} 元"
