// Shopify's library answers here: the bounce page that fetches a session token. A route without a page, so that its
// answers go out as they are.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { depsOf } from "../../deps.server.ts";
import { answerAuth } from "../../shopify/answer-auth.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopify } = depsOf(context);
  if (!shopify) return redirect("/app");
  return (await answerAuth(shopify, request)) ?? redirect("/auth/login");
}
