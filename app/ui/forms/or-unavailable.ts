import { isRouteErrorResponse } from "@remix-run/react";

/** The server failed or could not be reached, and the merchant may simply try again. */
export interface Unavailable {
  kind: "unavailable";
}

/**
 * For a route's `clientAction`: what the server's action answers, or `unavailable`, so that the page stays as it is
 * with all that was entered. Answers below 500 (not found, a session that has ended) go on to the error boundary.
 */
export async function orUnavailable<Answer>(call: () => Promise<Answer>): Promise<Answer | Unavailable> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Response || (isRouteErrorResponse(error) && error.status < 500)) throw error;
    return { kind: "unavailable" };
  }
}
