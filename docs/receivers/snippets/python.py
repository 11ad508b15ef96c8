# A receiver that takes what Carillon signed and nothing else.  CARILLON_SECRET=whsec_… PORT=8080 python3 python.py
import base64
import hashlib
import hmac
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


# snippet: standard
# import base64, hashlib, hmac, time
# body: the raw bytes; request.get_data() in Flask, request.body in Django, await request.body() in FastAPI.
def is_from_carillon(body, headers, secret):
    sent_at = headers.get("webhook-timestamp", "")
    if not sent_at.isdigit() or abs(time.time() - int(sent_at)) > 300:
        return False  # an old request that somebody sends again
    key = base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()
    signed = f"{headers.get('webhook-id', '')}.{sent_at}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(one.encode(), expected.encode()) for one in given)
# end


# snippet: plain
# import hashlib, hmac
# body: the raw bytes; request.get_data() in Flask, request.body in Django, await request.body() in FastAPI.
def is_signed_by_carillon(body, headers, secret):
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    # signature-next is there while the secret is being rotated.
    given = [headers.get("signature", ""), headers.get("signature-next", "")]
    return any(hmac.compare_digest(one.encode(), expected.encode()) for one in given)
# end


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        secret = os.environ["CARILLON_SECRET"]
        valid = is_from_carillon(body, self.headers, secret) and is_signed_by_carillon(body, self.headers, secret)
        self.send_response(204 if valid else 401)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Receiver).serve_forever()
