<?php
// A plugin; the endpoint's URL is https://…/wp-json/carillon/v1/hook. CARILLON_SECRET is defined in wp-config.php.
// Plugin Name: Carillon receiver
require_once __DIR__ . '/verify.php';
require_once __DIR__ . '/inbox.php';

add_action('rest_api_init', function () {
    register_rest_route('carillon/v1', '/hook', [
        'methods' => 'POST',
        'permission_callback' => '__return_true', // the signature is what permits
        'callback' => function (WP_REST_Request $request) {
            $body = $request->get_body(); // not get_json_params(); $_POST has slashes added
            if (!isFromCarillon($body, $_SERVER, CARILLON_SECRET)) {
                return new WP_REST_Response(null, 401);
            }
            store($body);
            return new WP_REST_Response(null, 204);
        },
    ]);
});
