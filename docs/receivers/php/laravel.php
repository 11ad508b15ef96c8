<?php
// routes/api.php, whose routes ask for no CSRF token. verify.php and inbox.php are loaded by composer.json, "autoload": "files".
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Route;

Route::post('/hook', function (Request $request) {
    $body = $request->getContent(); // not $request->all(), which middleware has trimmed
    if (!isFromCarillon($body, $request->server->all(), config('services.carillon.secret'))) {
        return response()->noContent(401);
    }
    store($body);
    return response()->noContent();
});
