import type { Shopify } from "./app.ts";

/**
 * What Shopify's library answers at /auth: the bounce page, the way out of the frame, or undefined when it has nothing to
 * say. Without its own content security policy: the server has set a stricter one, and two would go out together.
 */
export async function answerAuth({ appFor }: Shopify, request: Request): Promise<Response | undefined> {
  try {
    await appFor(undefined).authenticate.admin(request);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    thrown.headers.delete("content-security-policy");
    return thrown;
  }
}
