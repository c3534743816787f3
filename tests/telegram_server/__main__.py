"""Start the server; the first line on stdout is ``READY <port>``."""

import argparse
import socket
import sys

import uvicorn

from tests.telegram_server.app import create_app

TOKEN = "4200000001:loopback-bot-token-for-tests-only"


def main() -> None:
    """Parse the command line and serve until killed."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram_server")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default="shanhai_test_bot")
    given = parser.parse_args()
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", given.port))
        listening.listen()
        sys.stdout.write(f"READY {listening.getsockname()[1]}\n")
        sys.stdout.flush()
        config = uvicorn.Config(create_app(given.token, given.username), log_level="warning")
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
