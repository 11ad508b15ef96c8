<?php
// Verifies, stores, answers. The work is done afterwards, from what is stored.
// CARILLON_SECRET=whsec_… php -S 127.0.0.1:3000 receiver.php
require __DIR__ . '/inbox.php';
require __DIR__ . '/verify.php';

http_response_code(500); // until all is done: with display_errors an error would be answered with 200, and be lost
$secret = getenv('CARILLON_SECRET');
if (!$secret) {
    throw new RuntimeException('CARILLON_SECRET is missing'); // an empty key would let everybody in
}

// Two addresses, one for each kind of signature: keep the one that you use.
$isGenuine = $_SERVER['REQUEST_URI'] === '/hook/plain' ? 'isSignedByCarillon' : 'isFromCarillon';
$body = file_get_contents('php://input');
if (!$isGenuine($body, $_SERVER, $secret)) {
    http_response_code(401);
    exit;
}
store($body); // a repeat changes nothing, and is answered like the first
http_response_code(204);
