import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { endpointForm } from "../../../endpoints/endpoint-fields.ts";
import { updateEndpoint } from "../../../endpoints/update-endpoint.ts";
import { getEndpoint } from "../../../queries/endpoints.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { EditEndpointPage } from "../../../ui/endpoints/edit-endpoint-page.tsx";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, () => "Edit endpoint");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const endpoint = await getEndpoint(deps, shop.id, params.id ?? "");
  if (!endpoint) throw data(null, { status: 404 });
  const { id, url, description, topics, rateLimit, weeklyCheck } = endpoint;
  return { id, url, description, topics, rateLimit, weeklyCheck };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const submission = parseWithZod(await request.formData(), { schema: endpointForm });
  if (submission.status !== "success") return { kind: "refused" as const, result: submission.reply() };

  const outcome = await updateEndpoint(deps, shop.id, params.id ?? "", submission.value);
  switch (outcome.kind) {
    case "updated":
      return outcome;
    case "invalid":
      return { kind: "refused" as const, result: submission.reply({ fieldErrors: outcome.errors }) };
    case "not_found":
      throw data(null, { status: 404 });
  }
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());

export default function EditEndpoint() {
  const { id, ...values } = useLoaderData<typeof loader>();
  return <EditEndpointPage key={id} endpointId={id} values={values} />;
}
