import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { privacyBody } from "../../../../privacy/held-back-fields.ts";
import { saveHeldBack } from "../../../../privacy/save-held-back.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";
import type { HoldBackAnswer } from "../../../../ui/privacy/hold-back-card.tsx";

export const headers = boundary.headers;

export async function action({ request, context }: ActionFunctionArgs): Promise<HoldBackAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const form = await request.formData();
  const chosen = privacyBody.safeParse({ hold_back: form.getAll("hold_back") });
  if (!chosen.success) throw data(null, { status: 400 });
  const loaded = form.get("loaded");
  const before = loaded === null ? undefined : String(loaded).split(",").filter(Boolean);
  const isSaved = await saveHeldBack(deps, shop.id, chosen.data.hold_back, before);
  return isSaved ? { kind: "saved" } : { kind: "changed_meanwhile", loaded: String(loaded) };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
