// The routes of the log, as the panel calls them.
import { beforeAll, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import { newId } from "../../app/db/ids.ts";
import * as listRoute from "../../app/routes/app/deliveries/list.tsx";
import * as pageRoute from "../../app/routes/app/deliveries/page.tsx";
import * as resendSelected from "../../app/routes/app/deliveries/resend-selected.ts";
import * as resendAll from "../../app/routes/app/recoveries/resend-all.ts";
import { type Logged, type LoggedDelivery, logDelivery } from "../helpers/log-delivery.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { carryOnAll } from "../pipeline/recover/steps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";

let app: TestDeps;
let shopId: string;
let open: string;
let closed: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  shopId = await installShop(app.deps, OURS);
  await installShop(app.deps, THEIRS);
  open = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/open")).id;
  closed = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/closed")).id;
  await app.deps.pool.query("update endpoint set status = 'disabled' where id = $1", [closed]);
});

const log = (endpointId: string, delivery: LoggedDelivery = {}): Promise<Logged> =>
  logDelivery(app.deps.pool, { shopId, endpointId }, delivery);

const get = (path: string, shop = OURS) => signedIn(app.deps, shop, path);
const post = (path: string, shop = OURS) => signedIn(app.deps, shop, path, { form: {} });

const statusOf = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    (thrown: { status?: number; init?: { status: number } }) => thrown.init?.status ?? thrown.status,
  );

const dueCount = () =>
  app.deps.prisma.delivery.count({ where: { shopId, status: { not: "pending" }, dueAt: { not: null } } });

test("the list shows what its address asks for, and names what it does not understand", async () => {
  const failed = await log(open, { status: "failed", reason: "timeout" });
  const answer = await listRoute.loader(
    get(`/app/deliveries?status=failed&endpoint=${open}&status=lost&cursor=%00&topic=nope`),
  );
  expect(answer.page.rows.map(({ id }) => id)).toEqual([failed.id]);
  expect(answer.ignored).toEqual(["status", "topic", "cursor"]);
  expect(answer.search).toMatchObject({ statuses: ["failed"], endpoints: [open], topics: [] });
  expect(answer.destinations.map(({ id }) => id)).toEqual([open, closed]);
});

test("an endpoint that is another shop's, or deleted, is a choice without a name and shows nothing of theirs", async () => {
  const foreign = newId("ep");
  const { destinations } = await listRoute.loader(get(`/app/deliveries?endpoint=${foreign}`));
  expect(destinations.at(-1)).toEqual({
    id: foreign,
    endpointUrl: "",
    endpointDescription: "",
    flowTrigger: null,
    endpointDeleted: true,
    endpointPaused: false,
  });
  const theirs = await listRoute.loader(get(`/app/deliveries?endpoint=${open}`, THEIRS));
  expect([theirs.page.rows, theirs.destinations.map(({ endpointUrl }) => endpointUrl)]).toEqual([[], [""]]);
});

test("chosen rows are counted before, with the reason of each that cannot be sent, and queued once", async () => {
  const fine = [await log(open), await log(open, { status: "failed", reason: "dns" })];
  const atClosed = await log(closed);
  const aged = await log(open);
  await app.deps.pool.query("delete from event_payload where event_id = $1", [aged.eventId]);
  const inFlight = await log(open);
  await app.deps.pool.query(
    "insert into lease (delivery_id, endpoint_id, token, until) values ($1, $2, 't', now() + interval '1 hour')",
    [inFlight.id, open],
  );
  const ids = [...fine, atClosed, aged, inFlight].map(({ id }) => id);
  const path = `/app/deliveries/resend-selected?${new URLSearchParams([...ids, newId("dlv"), "nonsense"].map((id) => ["id", id]))}`;
  const left = { not_found: 2, in_flight: 1, endpoint_disabled: 1, payload_expired: 1 };
  expect(await resendSelected.loader(get(path))).toEqual({ kind: "counted", ready: 2, left });
  expect(await dueCount()).toBe(0);
  expect(await resendSelected.action(post(path))).toEqual({ kind: "queued", ready: 2, left });
  expect(await resendSelected.action(post(path))).toMatchObject({ kind: "queued", ready: 2 });
  expect(await dueCount()).toBe(2);
  await app.deps.pool.query("update delivery set due_at = null, trigger = 'schedule'; delete from lease");
});

test("to another shop's merchant the chosen rows are not there, and too many or none are refused", async () => {
  const { id } = await log(open);
  const path = `/app/deliveries/resend-selected?id=${id}`;
  expect(await resendSelected.action(post(path, THEIRS))).toMatchObject({ ready: 0, left: { not_found: 1 } });
  expect(await dueCount()).toBe(0);
  const many = new URLSearchParams(Array.from({ length: 101 }, () => ["id", newId("dlv")]));
  expect(await statusOf(resendSelected.loader(get(`/app/deliveries/resend-selected?${many}`)))).toBe(400);
  expect(await statusOf(resendSelected.action(post("/app/deliveries/resend-selected")))).toBe(400);
});

test("all that match are sent as they were counted: not what came later, and nothing for an address that is wrong", async () => {
  await log(open, { topic: "customer/created" });
  await log(closed, { topic: "customer/created" });
  const path = "/app/deliveries/resend-all?topic=customer%2Fcreated";
  const counted = await resendAll.loader(get(path));
  if (counted.kind !== "counted") throw new Error(counted.kind);
  expect(counted).toMatchObject({ count: 1, endpoints: 1, left: { closed: 1 } });
  const later = await log(open, { topic: "customer/created", at: new Date(Date.now() + 60_000) });
  const window = new URLSearchParams({ since: counted.since, until: counted.until });
  expect(await resendAll.action(post(`${path}&${window}`))).toEqual({ kind: "begun", count: 1, more: false });
  await carryOnAll(app.deps);
  expect(await dueCount()).toBe(1);
  expect((await app.deps.prisma.delivery.findUniqueOrThrow({ where: { id: later.id } })).dueAt).toBeNull();
  expect(await statusOf(resendAll.action(post("/app/deliveries/resend-all?status=lost")))).toBe(400);
});

test("an id that is malformed, another shop's or expired is answered 404", async () => {
  const { id } = await log(open);
  const load = (wanted: string, shop = OURS) =>
    statusOf(pageRoute.loader({ ...get("/app/deliveries/x", shop), params: { id: wanted } }));
  expect(await load(id)).toBe(200);
  expect(await load(id, THEIRS)).toBe(404);
  for (const wrong of ["dlv_1", newId("dlv"), newId("evt"), "%00", ""]) expect(await load(wrong)).toBe(404);
});
