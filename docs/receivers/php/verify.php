<?php
// The two signatures of a request from Carillon. One of them is enough; the first also protects from old requests.

// snippet: standard
// $body: file_get_contents('php://input'), before any framework reads it. $headers: $_SERVER.
function isFromCarillon(string $body, array $headers, string $secret): bool
{
    $time = $headers['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($time) || abs(time() - (int) $time) > 300) {
        return false; // an old request that somebody sends again
    }
    $key = str_starts_with($secret, 'whsec_') ? base64_decode(substr($secret, 6)) : $secret;
    $signed = ($headers['HTTP_WEBHOOK_ID'] ?? '') . '.' . $time . '.' . $body;
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', $signed, $key, true));
    // While the secret is being rotated there are several signatures; one has to fit.
    foreach (explode(' ', $headers['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $given) {
        if (hash_equals($expected, $given)) {
            return true;
        }
    }
    return false;
}
// end

// snippet: plain
// $body: file_get_contents('php://input'), before any framework reads it. $headers: $_SERVER.
function isSignedByCarillon(string $body, array $headers, string $secret): bool
{
    $expected = hash_hmac('sha256', $body, $secret);
    // HTTP_SIGNATURE_NEXT is there while the secret is being rotated.
    return hash_equals($expected, $headers['HTTP_SIGNATURE'] ?? '')
        || hash_equals($expected, $headers['HTTP_SIGNATURE_NEXT'] ?? '');
}
// end
