import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { SWITCHES, switchEndpoint } from "../../../endpoints/switch-endpoint.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import type { SwitchAnswer } from "../../../ui/endpoints/use-switch.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

export async function action({ request, context, params }: ActionFunctionArgs): Promise<SwitchAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const asked = (await request.formData()).get("switch");
  const wanted = SWITCHES.find((known) => known === asked);
  if (!wanted) throw data(null, { status: 400 });
  const outcome = await switchEndpoint(deps, shop.id, params.id ?? "", wanted);
  switch (outcome.kind) {
    case "switched":
      return { kind: "switched", wanted };
    case "refused":
      return outcome;
    case "not_found":
      throw data(null, { status: 404 });
  }
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
