import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { listTokens } from "../../../../queries/api-tokens.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { addToken } from "../../../../tokens/add-token.ts";
import { tokenForm } from "../../../../tokens/token-fields.ts";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";
import { pageTitle } from "../../../../ui/shell/page-title.ts";
import type { CreateTokenAnswer } from "../../../../ui/tokens/create-token-card.tsx";
import { TokensPage } from "../../../../ui/tokens/tokens-page.tsx";

export { shouldRevalidate } from "../../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("settings:hub.tokens.title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  return { tokens: await listTokens(deps, id) };
}

export async function action({ request, context }: ActionFunctionArgs): Promise<CreateTokenAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const submission = parseWithZod(await request.formData(), { schema: tokenForm });
  if (submission.status !== "success") return { kind: "refused", result: submission.reply() };
  const outcome = await addToken(deps, shop.id, submission.value);
  return outcome.kind === "too_many"
    ? outcome
    : { kind: "made", name: submission.value.name, token: outcome.token };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());

export default function Tokens() {
  return <TokensPage {...useLoaderData<typeof loader>()} />;
}
