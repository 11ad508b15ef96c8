// Files that a merchant takes away: the log, all of the shop, a customer's data. Before Remix, which asks for all of a
// file however slowly it is taken, and so holds it in memory. The panel's buttons ask with the merchant's session token.
import { type Request, type Response, Router } from "express";
import type { Deps } from "../config/deps.ts";
import { exportData } from "../duties/export-data.ts";
import { filterOf, readSearch } from "../queries/delivery-search.ts";
import { exportDeliveries } from "../queries/export-deliveries.ts";
import { EXPORT_FORMATS, exportFile, isExportFormat } from "../queries/export-file.ts";
import { exportShop } from "../queries/shop-export.ts";
import { findShop } from "../shopify/installation.ts";
import { answerPlainly } from "./answer-plainly.ts";
import { handle } from "./handle.ts";
import { tokenShopOf } from "./panel-guard.ts";
import { queryOf } from "./query-of.ts";
import { type SentFile, sendFile } from "./send-file.ts";

interface Merchant {
  shopId: string;
  domain: string;
}

/** undefined: an answer that says why not was given */
type MakeFile = (merchant: Merchant, request: Request, response: Response) => Promise<SentFile | undefined>;

/** To be mounted behind panelGuard, which says whose token a request has. */
export function downloadRoutes(deps: Deps): Router {
  const router = Router();
  const offer = (path: string, make: MakeFile, send: Send = sendFile) =>
    router.get(
      path,
      handle(async (request, response) => {
        const merchant = await merchantOf(deps, response);
        if (!merchant) return answerPlainly(response, 401, "Open Carillon in the Shopify admin.");
        const file = await make(merchant, request, response);
        if (file) await send(response, file, merchant.shopId);
      }),
    );
  const inTurn = sendInTurn(deps);
  offer("/app/deliveries/export", (...asked) => deliveriesFile(deps, ...asked), inTurn);
  offer("/app/settings/privacy/export", ({ shopId }) => shopFile(deps, shopId), inTurn);
  offer("/app/settings/privacy/:id/data", (...asked) => customerFile(deps, ...asked));
  return router;
}

/** undefined without a token, and for a shop that does not have the app. */
async function merchantOf(deps: Deps, response: Response): Promise<Merchant | undefined> {
  const domain = tokenShopOf(response);
  const shop = domain === undefined ? undefined : await findShop(deps, domain);
  return domain === undefined || !shop || shop.uninstalledAt ? undefined : { shopId: shop.id, domain };
}

type Send = (response: Response, file: SentFile, shopId: string) => Promise<void>;

/** 429 while another file of the shop's is sent: each of them reads its whole log. */
const sendInTurn =
  ({ takeExport }: Pick<Deps, "takeExport">): Send =>
  async (response, file, shopId) => {
    const end = takeExport(shopId);
    if (!end) return answerPlainly(response, 429, "Another file of this shop is being made.");
    await sendFile(response, file).finally(end);
  };

/** What the list shows, without what comes in meanwhile. */
async function deliveriesFile(deps: Deps, { shopId }: Merchant, request: Request, response: Response) {
  const address = queryOf(request);
  const format = address.get("format");
  const { search, ignored } = readSearch(address);
  if (!isExportFormat(format) || ignored.length > 0) {
    answerPlainly(response, 400, "The address asks for what there is not.");
    return undefined;
  }
  const now = deps.clock.now();
  const filter = filterOf(search, now);
  const pages = exportDeliveries(deps, shopId, {
    filter: { ...filter, until: filter.until ?? new Date(now.getTime() + 1) },
    oldestFirst: search.sort === "oldest",
  });
  const lines = exportFile(pages, format);
  return { lines, type: EXPORT_FORMATS[format], name: `deliveries.${format}` };
}

async function shopFile(deps: Deps, shopId: string): Promise<SentFile> {
  const lines = exportShop(deps, shopId);
  return { lines, type: "application/x-ndjson; charset=utf-8", name: "carillon.ndjson" };
}

async function customerFile(deps: Deps, { domain }: Merchant, request: Request, response: Response) {
  const lines = await exportData(deps, domain, request.params.id ?? "");
  if (lines) return { lines, type: "application/json; charset=utf-8", name: "customer-data.json" };
  answerPlainly(response, 404, "There is no such request, or it is older than 30 days.");
  return undefined;
}
