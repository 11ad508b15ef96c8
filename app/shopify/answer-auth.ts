import type { Shopify } from "./app.ts";

/**
 * Where Shopify's library leads out of the frame, for sign-in by codes and for billing, neither of which this app has. It
 * logs where a visitor wants to be led and throws.
 */
const EXIT_PAGE = "/auth/exit-iframe";

/**
 * What Shopify's library answers at /auth: the bounce page, or undefined when it has nothing to say. Without its own
 * content security policy: the server has set a stricter one, and two would go out together.
 */
export async function answerAuth({ appFor }: Shopify, request: Request): Promise<Response | undefined> {
  if (new URL(request.url).pathname === EXIT_PAGE)
    return new Response("There is nothing here.\n", { status: 404 });
  try {
    await appFor(undefined).authenticate.admin(request);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    thrown.headers.delete("content-security-policy");
    return thrown;
  }
}
