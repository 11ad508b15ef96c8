# Verifies, stores, answers. The work is done afterwards, from what is stored.
# CARILLON_SECRET=whsec_… PORT=8080 python3 receiver.py
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from inbox import store
from verify import is_from_carillon, is_signed_by_carillon

SECRET = os.environ["CARILLON_SECRET"]
MOST_BYTES = 16 * 1024 * 1024  # Shopify's largest payloads have 10 MiB


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        try:
            status = self.receive()
        except Exception as error:
            self.log_error("%r", error)
            status = 500  # Carillon sends it again
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def receive(self):
        length = self.headers.get("content-length", "")
        if not length.isdecimal():  # none with a body in chunks, and -1 would read for ever
            self.close_connection = True
            return 411
        if int(length) > MOST_BYTES:
            self.close_connection = True
            return 413
        body = self.rfile.read(int(length))
        # Two addresses, one for each kind of signature: keep the one that you use.
        is_genuine = is_signed_by_carillon if self.path.split("?")[0] == "/hook/plain" else is_from_carillon
        if not is_genuine(body, self.headers, SECRET):
            return 401
        store(body)  # a repeat changes nothing, and is answered like the first
        return 204


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Receiver).serve_forever()
