// A customer's data as a file. No page: the panel's button asks for it with the merchant's session token.
import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { depsOf } from "../../../../deps.server.ts";
import { exportData } from "../../../../duties/export-data.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";

export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const deps = depsOf(context);
  const { domain } = await authenticatePanel(deps, request);
  const data = await exportData(deps, domain, params.id ?? "");
  if (!data) throw new Response("There is no such request, or it is older than 30 days.", { status: 404 });
  return new Response(createReadableStreamFromReadable(Readable.from(data)), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="customer-data.json"',
      "cache-control": "no-store",
    },
  });
}
