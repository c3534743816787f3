"""The pure dialogue engine: flows are data, ``advance`` walks them."""
