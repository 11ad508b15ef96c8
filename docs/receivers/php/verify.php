<?php
// The two signatures of a request from Carillon. One of them is enough; the first also protects from old requests.

// snippet: standard
// $body: file_get_contents('php://input'), before any framework reads it. $headers: $_SERVER.
function isFromCarillon(string $body, array $headers, #[\SensitiveParameter] string $secret): bool
{
    $key = str_starts_with($secret, 'whsec_') ? base64_decode(substr($secret, 6), true) : $secret;
    if ($key === false || strlen($key) < 24) {
        throw new InvalidArgumentException('not Carillon\'s secret'); // a placeholder would be a key that everybody knows
    }
    $time = $headers['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!preg_match('/^\d{1,12}$/D', $time) || abs(time() - (int) $time) > 300) {
        return false; // an old request that somebody sends again
    }
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
function isSignedByCarillon(string $body, array $headers, #[\SensitiveParameter] string $secret): bool
{
    if (strlen($secret) < 24) {
        throw new InvalidArgumentException('not Carillon\'s secret'); // a placeholder is known to everybody
    }
    $expected = hash_hmac('sha256', $body, $secret);
    // HTTP_SIGNATURE_NEXT is there while the secret is being rotated.
    return hash_equals($expected, $headers['HTTP_SIGNATURE'] ?? '')
        || hash_equals($expected, $headers['HTTP_SIGNATURE_NEXT'] ?? '');
}
// end
