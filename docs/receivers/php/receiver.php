<?php
// Verifies, stores, answers. The work is done afterwards, from what is stored.
// CARILLON_SECRET=whsec_… php -d post_max_size=16M -d display_errors=0 -d display_startup_errors=0 \
//   -S 127.0.0.1:8080 receiver.php
require __DIR__ . '/inbox.php';
require __DIR__ . '/verify.php';

http_response_code(500); // until all is done: with display_errors an error would be answered with 200, and be lost
$secret = getenv('CARILLON_SECRET');
if (!$secret) {
    throw new RuntimeException('CARILLON_SECRET is missing');
}

// Two addresses, one for each kind of signature: keep the one that you use.
$isGenuine = strtok($_SERVER['REQUEST_URI'], '?') === '/hook/plain' ? 'isSignedByCarillon' : 'isFromCarillon';
const MOST_BYTES = 16 * 1024 * 1024; // Shopify's largest payloads have 10 MiB
$body = file_get_contents('php://input', length: MOST_BYTES + 1);
if (strlen($body) > MOST_BYTES) {
    http_response_code(413);
    exit;
}
if (!$isGenuine($body, $_SERVER, $secret)) {
    http_response_code(401);
    exit;
}
store($body); // a repeat changes nothing, and is answered like the first
http_response_code(204);
