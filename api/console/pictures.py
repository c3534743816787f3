"""Pictures the desk draws itself."""

import segno


def qr_picture(content: str) -> str:
    """``content`` as a QR code in SVG, dark on white in any colour scheme: phones read it so."""
    code = segno.make(content, error="m", micro=False)
    drawn = code.svg_inline(scale=4, border=4, dark="#111", light="#fff", omitsize=True)
    return str(drawn)
