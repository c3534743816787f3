"""What the conversation says in Simplified Chinese, by theme."""
