"""A Bot API server on loopback, for tests: the rules a bot meets, and faults on request.

Written from the public documentation (https://core.telegram.org/bots/api). Run it with
``python -m tests.telegram_server --port 0``; it prints the port it got. It keeps everything in
memory, serves one bot, and knows the methods this project uses. Tests act as users, and look at
what users see, through ``/control`` (``tests.telegram_server.remote``).
"""
