"""Start the server; the first line on stdout is ``READY <port>``."""

import argparse
import socket
import sys

import uvicorn

from tests.wecom_server.app import create_app


def main() -> None:
    """Parse the command line and serve until killed."""
    parser = argparse.ArgumentParser(prog="python -m tests.wecom_server")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    given = parser.parse_args()
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", given.port))
        listening.listen()
        sys.stdout.write(f"READY {listening.getsockname()[1]}\n")
        sys.stdout.flush()
        config = uvicorn.Config(create_app(), log_level="warning")
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
