import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { rotateSecret } from "../../../endpoints/rotate-secret.ts";
import { getEndpoint } from "../../../queries/endpoints.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { dropEndpoints, holdSecrets } from "../../../ui/endpoints/held-secrets.ts";
import { OVERLAPS } from "../../../ui/endpoints/overlaps.ts";
import type { RotateAnswer } from "../../../ui/endpoints/rotate-answer.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

/** `overlap`: seconds · `secret`: the merchant's own; without it one is made */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const form = await request.formData();
  const overlap = OVERLAPS.find((seconds) => seconds === form.get("overlap"));
  const own = form.get("secret");
  if (!overlap || own instanceof File) throw data(null, { status: 400 });
  const input = { overlapSeconds: Number(overlap), secret: own?.trim() };
  // Before the rotation: nothing may fail once it is done and its one answer is under way.
  const endpoint = await getEndpoint(deps, shop.id, params.id ?? "");
  if (!endpoint) throw data(null, { status: 404 });
  const outcome = await rotateSecret(deps, shop.id, endpoint.id, input);
  switch (outcome.kind) {
    case "rotated": // the one answer that holds a secret; who brought his own knows it
      return answer({ kind: "rotated", secret: own === null ? outcome.secret : null, url: endpoint.url });
    case "rotation_limit":
      return answer(outcome);
    case "invalid":
      return answer({ kind: "wrong_secret", why: outcome.errors.secret?.[0] ?? "" });
    case "not_found":
      throw data(null, { status: 404 });
  }
}

const answer = (given: RotateAnswer) => data(given, { headers: { "cache-control": "no-store" } });

export async function clientAction({ serverAction, params }: ClientActionFunctionArgs) {
  const answer = await orUnavailable(() => serverAction<typeof action>());
  if (answer.kind === "rotated") {
    const id = params.id ?? "";
    dropEndpoints([id]);
    if (answer.secret !== null)
      holdSecrets([{ secret: answer.secret, endpoints: [{ id, url: answer.url }] }]);
  }
  return answer;
}
