import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { createEndpoints } from "../../../endpoints/create-endpoints.ts";
import { newEndpointsForm } from "../../../endpoints/endpoint-forms.ts";
import { headersOf } from "../../../endpoints/header-changes.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { topicStates } from "../../../shopify/topic-states.ts";
import { holdSecrets } from "../../../ui/endpoints/held-secrets.ts";
import { NewEndpointPage } from "../../../ui/endpoints/new-endpoint-page.tsx";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("endpoints:new.title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  return { states: await topicStates(deps, shop.id) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const submission = parseWithZod(await request.formData(), { schema: newEndpointsForm });
  if (submission.status !== "success") {
    return { kind: "refused" as const, result: submission.reply(), urls: [] };
  }

  const { url: urls, headers: rows, ...settings } = submission.value;
  const outcome = await createEndpoints(deps, shop.id, { ...settings, urls, headers: headersOf(rows) });
  switch (outcome.kind) {
    case "created": // the one answer that holds the secrets
      return data(outcome, { headers: { "cache-control": "no-store" } });
    case "invalid": {
      const { urls, secret } = outcome;
      const fieldErrors = { url: urls.map(({ problem }) => problem), secret: secret ? [secret] : [] };
      return { kind: "refused" as const, result: submission.reply({ fieldErrors }), urls };
    }
    case "limit":
      return outcome;
  }
}

export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  const answer = await orUnavailable(() => serverAction<typeof action>());
  if (answer.kind === "created") holdSecrets(answer.secrets);
  return answer;
}

export default function NewEndpoint() {
  return <NewEndpointPage {...useLoaderData<typeof loader>()} />;
}
