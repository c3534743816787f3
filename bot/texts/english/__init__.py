"""What the conversation says in English, by theme and under the same names."""
