import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { rotateSecret } from "../../../endpoints/rotate-secret.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
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
  const outcome = await rotateSecret(deps, shop.id, params.id ?? "", input);
  switch (outcome.kind) {
    case "rotated": // the one answer that holds a secret; who brought his own knows it
      return answer({ kind: "rotated", secret: own === null ? outcome.secret : null });
    case "rotation_limit":
      return answer(outcome);
    case "invalid":
      return answer({ kind: "wrong_secret", why: outcome.errors.secret?.[0] ?? "" });
    case "not_found":
      throw data(null, { status: 404 });
  }
}

const answer = (given: RotateAnswer) => data(given, { headers: { "cache-control": "no-store" } });

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
