import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { headerForm } from "../../../endpoints/endpoint-fields.ts";
import { updateEndpoint } from "../../../endpoints/update-endpoint.ts";
import { fieldErrors } from "../../../rules/field-errors.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import type { HeaderAnswer } from "../../../ui/endpoints/header-answer.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

/** Sets the header `name` to `value`, or takes away the one that `remove` names. */
export async function action({ request, context, params }: ActionFunctionArgs): Promise<HeaderAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const change = readChange(await request.formData());
  if (change.kind === "refused") return change;
  const headers = Object.fromEntries([[change.name, change.value]]);
  const outcome = await updateEndpoint(deps, shop.id, params.id ?? "", { headers });
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  if (outcome.kind === "invalid") return { kind: "refused", errors: { name: outcome.errors.headers ?? [] } };
  return { kind: change.kind };
}

function readChange(form: FormData) {
  const remove = form.get("remove");
  if (typeof remove === "string") return { kind: "removed" as const, name: remove, value: null };
  const parsed = headerForm.safeParse(Object.fromEntries(form));
  return parsed.success
    ? { kind: "set" as const, ...parsed.data }
    : { kind: "refused" as const, errors: fieldErrors(parsed.error) };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
