import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { NO_VALUE } from "../../../endpoints/endpoint-fields.ts";
import { editEndpointForm } from "../../../endpoints/endpoint-forms.ts";
import { endpointVersion } from "../../../endpoints/endpoint-version.ts";
import { headerChanges, maskedInVain } from "../../../endpoints/header-changes.ts";
import { updateEndpoint } from "../../../endpoints/update-endpoint.ts";
import { getEndpoint } from "../../../queries/endpoints.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { topicStates } from "../../../shopify/topic-states.ts";
import { EditEndpointPage } from "../../../ui/endpoints/edit-endpoint-page.tsx";
import { KNOWN_HEADER } from "../../../ui/endpoints/endpoint-values.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("endpoints:edit.title"));

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const [found, states] = await Promise.all([
    getEndpoint(deps, shop.id, params.id ?? ""),
    topicStates(deps, shop.id),
  ]);
  if (!found) throw data(null, { status: 404 });
  const { id, url, description, topics, rateLimit, weeklyCheck, headerNames } = found;
  const version = endpointVersion(found);
  return { endpoint: { id, url, description, topics, rateLimit, weeklyCheck, headerNames, version }, states };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const form = await request.formData();
  const submission = parseWithZod(form, { schema: editEndpointForm });
  if (submission.status !== "success") return refused(submission.reply());

  const { headers: rows, ...changes } = submission.value;
  const before = form.getAll(KNOWN_HEADER).map(String);
  const inVain = maskedInVain(before, rows);
  if (inVain !== undefined) {
    return refused(submission.reply({ fieldErrors: { [`headers[${inVain}].value`]: [NO_VALUE] } }));
  }
  const headers = headerChanges(before, rows);
  const loaded = form.get("loaded")?.toString();
  const outcome = await updateEndpoint(deps, shop.id, params.id ?? "", {
    ...changes,
    ...{ urlOnce: true, loaded },
    ...(Object.keys(headers).length > 0 && { headers }),
  });
  switch (outcome.kind) {
    case "updated":
      return outcome;
    case "changed_meanwhile":
      return { ...outcome, loaded };
    case "invalid":
      return refused(submission.reply({ fieldErrors: outcome.errors }));
    case "not_found":
      throw data(null, { status: 404 });
  }
}

const refused = <Result,>(result: Result) => ({ kind: "refused" as const, result, urls: [] });

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());

export default function EditEndpoint() {
  const { endpoint, states } = useLoaderData<typeof loader>();
  return <EditEndpointPage key={endpoint.id} endpoint={endpoint} states={states} />;
}
