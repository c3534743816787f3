"""测资格: whether one may apply for a programme and for how much, asked in a dialogue."""
