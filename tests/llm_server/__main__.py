"""Start the server; the first line on stdout is ``READY <port>``."""

import socket
import sys

import uvicorn

from tests.llm_server.app import create_app


def main() -> None:
    """Serve on a free port until killed."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        sys.stdout.write(f"READY {listening.getsockname()[1]}\n")
        sys.stdout.flush()
        config = uvicorn.Config(create_app(), log_level="critical")  # it cuts lines on purpose
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
