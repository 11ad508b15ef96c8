// Shopify's library answers here: the bounce page that fetches a session token, and the way out of the frame. A route
// without a page, so that those answers go out as they are.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { depsOf } from "../../deps.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopify } = depsOf(context);
  if (!shopify) return redirect("/app");
  await shopify.app.authenticate.admin(request);
  return redirect("/auth/login");
}
