import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { showGuide } from "../../../setup/show-guide.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import type { GuideAnswer } from "../../../ui/home/use-guide.ts";

export const headers = boundary.headers;

export async function action({ request, context }: ActionFunctionArgs): Promise<GuideAnswer> {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  const wanted = (await request.formData()).get("guide");
  if (wanted !== "shown" && wanted !== "dismissed") throw data(null, { status: 400 });
  await showGuide(deps, id, wanted === "shown");
  return { kind: wanted };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
