import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { depsOf } from "../../deps.server.ts";
import { authenticatePanel } from "../../shopify/authenticate-panel.ts";
import { boundary } from "../../shopify/boundary.server.ts";

export const headers = boundary.headers;

/** The query holds what the first load signs in with, so it goes along. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await authenticatePanel(depsOf(context), request);
  return redirect(`/app/endpoints${new URL(request.url).search}`);
}

/** Never shown; with it, what goes wrong is told by a page. */
export default function Index() {
  return null;
}
