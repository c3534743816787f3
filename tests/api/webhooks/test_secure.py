"""Over TLS it is the host's name that must be proved, though the connection goes to an address."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from api.domain.webhook import TICKABLE, WebhookFacts
from api.outbox import DeliveryStatus
from api.relay import Relay
from api.store.database import Database
from api.webhook_destinations import Webhooks
from api.webhook_reach import Reach
from tests.api.webhooks.hooks import made, pinged, sent


def certificate(folder: Path, host: str) -> Path:
    """A certificate of ``host`` that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{host}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@contextmanager
def listening(proof: Path) -> Iterator[int]:
    """A receiver over TLS that shows ``proof``; its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(proof)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("proven", "status"),
    [
        ("hooks.example", DeliveryStatus.DELIVERED),
        ("other.example", DeliveryStatus.PENDING),
    ],
)
def test_only_who_proves_the_name_is_told(
    sqlite_database: Database, tmp_path: Path, proven: str, status: DeliveryStatus
) -> None:
    proof = certificate(tmp_path, proven)
    trusted = ssl.create_default_context(cafile=str(proof))
    reach = Reach(private=True, resolve=lambda _host, _port: ("127.0.0.1",))
    with listening(proof) as port, httpx.Client(verify=trusted, trust_env=False) as client:
        url = f"https://hooks.example:{port}/in"
        pinged(sqlite_database, made(sqlite_database, WebhookFacts("省平台", url, TICKABLE)))
        Relay(sqlite_database, client, Webhooks(sqlite_database, reach)).deliver_due()
    (delivery,) = sent(sqlite_database)
    assert delivery.status is status
