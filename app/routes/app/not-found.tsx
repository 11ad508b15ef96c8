import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { depsOf } from "../../deps.server.ts";
import { authenticatePanel } from "../../shopify/authenticate-panel.ts";
import { boundary } from "../../shopify/boundary.server.ts";

export const headers = boundary.headers;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await authenticatePanel(depsOf(context), request);
  throw data(null, { status: 404 });
}

/** Never shown; with it, what goes wrong is told by a page. */
export default function NotFound() {
  return null;
}
