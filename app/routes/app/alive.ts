// Answers whoever is signed in, and says nothing else: what a page asks before it asks for its data again.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { depsOf } from "../../deps.server.ts";
import { authenticatePanel } from "../../shopify/authenticate-panel.ts";
import { boundary } from "../../shopify/boundary.server.ts";

export const headers = boundary.headers;

export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  await authenticatePanel(depsOf(context), request);
  return new Response(null, { status: 204 });
}
