// The list as a file, sent while it is read. No page: the panel's button asks for it with the merchant's session token.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { depsOf } from "../../../deps.server.ts";
import { filterOf, readSearch } from "../../../queries/delivery-search.ts";
import { exportDeliveries } from "../../../queries/export-deliveries.ts";
import { EXPORT_FORMATS, exportFile, isExportFormat } from "../../../queries/export-file.ts";
import { exportResponse } from "../../../queries/export-response.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";

export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const address = new URL(request.url).searchParams;
  const format = address.get("format");
  const { search, ignored } = readSearch(address);
  if (!isExportFormat(format) || ignored.length > 0) throw new Response(null, { status: 400 });
  const now = deps.clock.now();
  const filter = filterOf(search, now);
  const pages = exportDeliveries(deps, shop.id, {
    filter: { ...filter, until: filter.until ?? new Date(now.getTime() + 1) },
    oldestFirst: search.sort === "oldest",
  });
  return exportResponse(deps, {
    shopId: shop.id,
    lines: exportFile(pages, format),
    type: EXPORT_FORMATS[format],
    name: `deliveries.${format}`,
  });
}
