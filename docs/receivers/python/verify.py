# The two signatures of a request from Carillon. One of them is enough; the first also protects from old requests.
import base64
import hashlib
import hmac
import time


# snippet: standard
# import base64, hashlib, hmac, time
# body: the raw bytes; request.get_data() in Flask, request.body in Django, await request.body() in FastAPI.
def is_from_carillon(body, headers, secret):
    key = secret.encode()
    if secret.startswith("whsec_"):
        key = base64.b64decode(secret[6:] + "=" * (-len(secret[6:]) % 4), validate=True)
    if len(key) < 24:
        raise ValueError("not Carillon's secret")  # a placeholder would be a key that everybody knows
    sent_at = headers.get("webhook-timestamp", "")
    if not sent_at.isdecimal() or abs(time.time() - int(sent_at)) > 300:
        return False  # an old request that somebody sends again
    signed = f"{headers.get('webhook-id', '')}.{sent_at}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    # While the secret is being rotated there are several signatures; one has to fit.
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(one.encode(), expected.encode()) for one in given)
# end


# snippet: plain
# import hashlib, hmac
# body: the raw bytes; request.get_data() in Flask, request.body in Django, await request.body() in FastAPI.
def is_signed_by_carillon(body, headers, secret):
    if len(secret) < 24:
        raise ValueError("not Carillon's secret")  # a placeholder is known to everybody
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    # signature-next is there while the secret is being rotated.
    given = [headers.get("signature", ""), headers.get("signature-next", "")]
    return any(hmac.compare_digest(one.encode(), expected.encode()) for one in given)
# end
