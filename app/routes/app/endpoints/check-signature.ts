import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { checkPastedRequest } from "../../../endpoints/check-pasted-request.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import type { CheckAnswer } from "../../../ui/signatures/check-answer.ts";
import { MOST_BODY, MOST_HEADERS } from "../../../ui/signatures/limits.ts";

export const headers = boundary.headers;

/** What is pasted is looked at and forgotten. */
export async function action({ request, context, params }: ActionFunctionArgs): Promise<CheckAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  if ((await deps.limitChecks(shop.id)) !== undefined) return { kind: "limited" };
  const form = await request.formData();
  const pasted = { headers: String(form.get("headers") ?? ""), body: String(form.get("body") ?? "") };
  if (pasted.headers.length > MOST_HEADERS || pasted.body.length > MOST_BODY) return { kind: "too_large" };
  const outcome = await checkPastedRequest(deps, shop.id, params.id ?? "", pasted);
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  return outcome;
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
