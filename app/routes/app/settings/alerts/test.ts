import type { ActionFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { sendTestMail } from "../../../../notifications/send-test-mail.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import type { TestMailAnswer } from "../../../../ui/alerts/test-mail-card.tsx";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

export async function action({ request, context }: ActionFunctionArgs): Promise<TestMailAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  return sendTestMail(deps, shop.id);
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
