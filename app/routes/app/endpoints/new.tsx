import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { createEndpoint } from "../../../endpoints/create-endpoint.ts";
import { endpointForm } from "../../../endpoints/endpoint-fields.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { NewEndpointPage } from "../../../ui/endpoints/new-endpoint-page.tsx";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, () => "Add endpoint");

export async function loader({ request, context }: LoaderFunctionArgs) {
  await authenticatePanel(depsOf(context), request);
  return null;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const submission = parseWithZod(await request.formData(), { schema: endpointForm });
  if (submission.status !== "success") return { kind: "refused" as const, result: submission.reply() };

  const outcome = await createEndpoint(deps, shop.id, submission.value);
  switch (outcome.kind) {
    case "created": // the one answer that holds the secret
      return data(outcome, { headers: { "cache-control": "no-store" } });
    case "invalid":
      return { kind: "refused" as const, result: submission.reply({ fieldErrors: outcome.errors }) };
    case "limit": {
      const error = `A shop can have at most ${outcome.limit} endpoints. Delete one that you no longer need.`;
      return { kind: "refused" as const, result: submission.reply({ formErrors: [error] }) };
    }
  }
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());

export default function NewEndpoint() {
  return <NewEndpointPage />;
}
