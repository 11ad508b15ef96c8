import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { orderLogErased } from "../../../../duties/erase-log.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";
import { CONFIRMED, type EraseLogAnswer } from "../../../../ui/privacy/erase-log-dialog.tsx";

export const headers = boundary.headers;

export async function action({ request, context }: ActionFunctionArgs): Promise<EraseLogAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  // The word itself is compared where it was asked for, in the visitor's language.
  if ((await request.formData()).get("confirmed") !== CONFIRMED) throw data(null, { status: 400 });
  await orderLogErased(deps, shop);
  return { kind: "ordered" };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
