import { idToken, plainFetch } from "./session.ts";

const RETRY = "x-shopify-retry-invalid-session-request";

/** Requests to the app's own origin carry a fresh session token, and are repeated once when the app asks for that. */
export function authorizeFetch(): void {
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const ownOrigin = new URL(request.url).origin === location.origin;
    if (!ownOrigin || request.headers.has("authorization")) return plainFetch(request);

    const attempt = async () => {
      const authorized = new Request(request.clone());
      authorized.headers.set("authorization", `Bearer ${await idToken()}`);
      authorized.headers.set("x-requested-with", "XMLHttpRequest");
      return plainFetch(authorized);
    };
    const answer = await attempt();
    return answer.status === 401 && answer.headers.has(RETRY) ? attempt() : answer;
  };
}
