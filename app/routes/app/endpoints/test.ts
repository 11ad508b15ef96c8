import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { sendTest } from "../../../pipeline/deliver/send-test.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import type { TestAnswer } from "../../../ui/endpoints/test-answer.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

export async function action({ request, context, params }: ActionFunctionArgs): Promise<TestAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const topic = String((await request.formData()).get("topic"));
  const outcome = await sendTest(deps, shop.id, params.id ?? "", { topic });
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  return outcome;
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
