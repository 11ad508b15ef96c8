// All of a shop's configuration and log as a file. No page: the panel's button asks for it with the merchant's session
// token.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { depsOf } from "../../../../deps.server.ts";
import { exportResponse } from "../../../../queries/export-response.ts";
import { exportShop } from "../../../../queries/shop-export.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";

export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  return exportResponse(deps, {
    shopId: id,
    lines: exportShop(deps, id),
    type: "application/x-ndjson; charset=utf-8",
    name: "carillon.ndjson",
  });
}
