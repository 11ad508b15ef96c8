// The merchant searched the log by what names a customer, and sends again what was found.
import { beforeEach, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { newId } from "../../app/db/ids.ts";
import type { DeliveryMatch } from "../../app/db/match-deliveries.ts";
import { eraseFilters } from "../../app/erasure/erase-filters.ts";
import { carryOn } from "../../app/pipeline/recover/carry-on.ts";
import { customerPayload } from "../duties/customer-story.ts";
import {
  addEndpoint,
  addShop,
  deliverDue,
  letTimePass,
  processAll,
  takeIn,
} from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver } from "../helpers/test-receiver.ts";

const ANN = { emails: ["ann@example.co"], phones: ["+14165550141"], names: ["Ann Smithers"] };

let deps: Deps;
let shopId: string;
let endpointId: string;

beforeEach(async () => {
  ({ deps } = await createTestDeps());
  shopId = await addShop(deps);
  ({ id: endpointId } = await addEndpoint(deps, shopId, (await createTestReceiver()).url));
});

/** A recovery of everything until tomorrow. */
async function recover(match: DeliveryMatch): Promise<string> {
  const id = newId("rcv");
  const [since, until] = ["2020-01-01T00:00:00.000Z", new Date(Date.now() + 86_400_000).toISOString()];
  const filter = JSON.stringify({ since, until, match });
  await deps.prisma.recovery.create({
    data: { id, shopId, endpointId, include: "filter", filter, total: 1 },
  });
  return id;
}

const matchOf = async (id: string) =>
  JSON.parse((await deps.prisma.recovery.findUniqueOrThrow({ where: { id } })).filter).match;

test.each([
  ["their address", "ann@example.co"],
  ["their address in capitals", "ANN@EXAMPLE.CO"],
  ["a sender's id made of it", "member-ann@example.co"],
  ["their telephone number", "+1 (416) 555-0141"],
  ["their name", "Ann Smithers"],
])("a recovery by %s forgets it and keeps the rest", async (_what, text) => {
  const id = await recover({ about: [text, "gid://shopify/Customer/41"], statuses: ["failed"] });
  await eraseFilters(deps.pool, shopId, ANN);
  expect(await matchOf(id)).toEqual({ about: ["", "gid://shopify/Customer/41"], statuses: ["failed"] });
});

test("a recovery by what is another's, and one of another shop, stay", async () => {
  const about = ["joann@example.co", "ann@example.co.uk", "gid://shopify/Order/14165550141", "1001"];
  const ids = [await recover({ about }), await recover({ about: ["ann@example.co"] })];
  await eraseFilters(deps.pool, "shp_another", ANN);
  expect(await matchOf(ids[1] ?? "")).toEqual({ about: ["ann@example.co"] });
  await eraseFilters(deps.pool, shopId, ANN);
  expect(await matchOf(ids[0] ?? "")).toEqual({ about });
});

test("a recovery that still runs sends nothing more by a forgotten address, least of all everything", async () => {
  const who = { gid: "gid://shopify/Customer/7", first: "Bo", last: "Otherwise", email: "bo@example.com" };
  await takeIn(deps, "customers/update", customerPayload({ ...who, phone: "+14165550188" }, "Likes tea"));
  await processAll(deps);
  await letTimePass(deps);
  await deliverDue(deps);
  const id = await recover({ about: ["ann@example.co"] });
  await eraseFilters(deps.pool, shopId, ANN);
  while ((await carryOn(deps)) === "worked");
  const row = await deps.prisma.recovery.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ status: "done", done: 0, skipped: 0 });
  expect(await deps.prisma.delivery.count({ where: { trigger: "replay" } })).toBe(0);
  expect(await deps.prisma.delivery.count({ where: { status: "succeeded" } })).toBeGreaterThan(0);
});
