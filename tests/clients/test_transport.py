"""What comes over HTTP and is no answer: nothing of it is given, and no more of it is read than need be."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from clients.transport import post_over_http


class _Endless(BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(10**12))
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"a" * 2**20)
        except OSError:
            pass

    def log_message(self, *_words):
        pass


@pytest.fixture
def endless() -> Iterator[str]:
    """The address of a server that never ends its answer."""
    with HTTPServer(("127.0.0.1", 0), _Endless) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_answer_without_end_is_not_read_to_its_end(endless):
    with pytest.raises(requests.RequestException, match="longer"):
        post_over_http(endless, b"<x/>", {})
