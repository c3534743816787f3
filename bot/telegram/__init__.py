"""The Telegram channel: updates in, turns out, nothing lost on the way.

``channel`` puts it together; importing it imports aiogram, which takes seconds.
"""
