import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { depsOf } from "../../../deps.server.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { VerifyingPage } from "../../../ui/endpoints/verifying-page.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("endpoints:verifying.title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  await authenticatePanel(depsOf(context), request);
  return null;
}

export default function Verifying() {
  return <VerifyingPage />;
}
