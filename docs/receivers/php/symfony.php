<?php
// src/Controller/HookController.php. verify.php and inbox.php are loaded by composer.json, "autoload": "files".
namespace App\Controller;

use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\Routing\Attribute\Route;

final class HookController
{
    public function __construct(private string $secret) // bound to %env(CARILLON_SECRET)%
    {
    }

    #[Route('/hook', methods: ['POST'])]
    public function __invoke(Request $request): Response
    {
        $body = $request->getContent(); // not $request->toArray()
        if (!\isFromCarillon($body, $request->server->all(), $this->secret)) {
            return new Response(status: 401);
        }
        \store($body);
        return new Response(status: 204);
    }
}
