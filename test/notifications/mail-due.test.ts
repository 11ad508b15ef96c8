import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDeps } from "../../app/create-deps.ts";
import { deleteEndpoint } from "../../app/endpoints/delete-endpoint.ts";
import { saveAlertSettings } from "../../app/notifications/alert-settings.ts";
import { claimMail } from "../../app/notifications/claim-mail.ts";
import { mailDue, nextMailIn } from "../../app/notifications/mail-due.ts";
import { createMailer } from "../../app/notifications/mailer.ts";
import { publishNotices } from "../../app/notifications/publish-notices.ts";
import { MOST_TRIES } from "../../app/notifications/retry-pause.ts";
import { KINDS_BY_MODE } from "../../app/notifications/why-no-mail.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { alertedShop, letMinutesPass, mailTo, note, noticesOf } from "./alert-steps.ts";
import { createMailServer, type TestMailServer } from "./mail-server.ts";

let app: TestDeps;
let server: TestMailServer;

beforeAll(async () => {
  server = await createMailServer();
  app = await createTestDeps(mailTo(server.url));
});

/** Mails to an address so far. */
const mailsTo = (address: string) => server.received.filter(({ to }) => to.includes(address));

async function mailAll(): Promise<void> {
  while ((await mailDue(app.deps)) > 0);
}

test("a failing endpoint is told of in one mail that says what, since when, why, and what to do", async () => {
  const shop = await alertedShop(app.deps);
  const id = await note(app.deps, shop, "failing");
  await mailAll();
  await mailAll();
  const [mail, ...others] = mailsTo(shop.email);
  expect(others).toEqual([]);
  expect(mail?.subject).toBe(`“${shop.name}” is failing`);
  for (const text of [
    `Endpoint: https://${shop.name}\n`,
    "Failing since: 20 Nov 2026, 09:00:00 (UTC)",
    "Reason: http_status (status 503)",
    "The answer began with:\n    <b>Out of order</b> & closed",
    "Check its health",
    `/apps/test-api-key/app/endpoints/${shop.endpointId}`,
  ])
    expect(mail?.text).toContain(text);
  expect(mail?.html).toContain("&lt;b&gt;Out of order&lt;/b&gt; &amp; closed");
  expect(JSON.stringify(mail)).not.toContain("hidden");
  expect(mail?.headers).toMatchObject({
    "auto-submitted": "auto-generated",
    from: "Carillon <alerts@carillon.example>",
    "message-id": `<${id}.1@carillon.example>`,
  });
  expect(await noticesOf(app.deps, shop.shopId)).toMatchObject([
    { mail: "sent", mailNote: null, mailTries: 1 },
  ]);
});

test("what comes within an hour of a mail is gathered into the next one", async () => {
  const shop = await alertedShop(app.deps);
  await note(app.deps, shop, "failing");
  await mailAll();
  await note(app.deps, shop, "recovered");
  await letMinutesPass(app.deps, 20);
  await note(app.deps, shop, "failing");
  await mailAll();
  await letMinutesPass(app.deps, 39);
  await mailAll();
  expect(mailsTo(shop.email)).toHaveLength(1);
  await letMinutesPass(app.deps, 2);
  await mailAll();
  const [, mail, ...others] = mailsTo(shop.email);
  expect(others).toEqual([]);
  expect(mail?.subject).toBe(`“${shop.name}” is failing (2 messages)`);
  expect(mail?.text.indexOf("works again")).toBeLessThan(mail?.text.indexOf("is failing") ?? 0);
  expect(mail?.text).toContain("Had been failing since: 20 Nov 2026, 09:00:00 (UTC)");
});

test("one endpoint's mail does not hold up another's", async () => {
  const shop = await alertedShop(app.deps);
  const other = (await addEndpoint(app.deps, shop.shopId, "https://127.0.0.1/second")).id;
  await note(app.deps, shop, "failing");
  await mailAll();
  await note(app.deps, { ...shop, endpointId: other }, "failing");
  await mailAll();
  expect(mailsTo(shop.email).map(({ subject }) => subject)).toEqual([
    `“${shop.name}” is failing`,
    "“127.0.0.1/second” is failing",
  ]);
});

test("several addresses get the same mail, and one that the server refuses is noted", async () => {
  const addresses = ["ops@example.com", "gone@example.com"];
  const shop = await alertedShop(app.deps, { mode: "changes", addresses });
  server.refuse(["gone@example.com"]);
  await note(app.deps, shop, "failing");
  await mailAll();
  server.refuse([]);
  expect(mailsTo("ops@example.com")).toHaveLength(1);
  expect(mailsTo(shop.email)).toEqual([]);
  expect(await noticesOf(app.deps, shop.shopId)).toMatchObject([
    { mail: "sent", mailNote: "The mail server has refused gone@example.com." },
  ]);
});

test.each(["changes", "first_failure", "off"] as const)(
  "in mode %s what is not wanted is skipped with the reason, and the rest is mailed",
  async (mode) => {
    const shop = await alertedShop(app.deps, { mode, addresses: [] });
    const kinds = ["first_failure", "exhausted", "check", "disabled"] as const;
    for (const kind of kinds)
      await note(app.deps, shop, kind, {
        deliveryId: "dlv_1",
        ...(kind === "disabled" && { disabledReason: "gone" }),
      });
    await mailAll();
    const wanted = kinds.filter((kind) => KINDS_BY_MODE[mode].includes(kind));
    expect(mailsTo(shop.email).map(({ text }) => text.match(/^=+$/gm)?.length)).toEqual(
      wanted.length > 0 ? [wanted.length] : [],
    );
    const notices = await noticesOf(app.deps, shop.shopId);
    for (const { kind, mail, mailNote } of notices)
      expect({ kind, mail, why: mailNote }).toEqual(
        wanted.includes(kind as (typeof kinds)[number])
          ? { kind, mail: "sent", why: null }
          : { kind, mail: "skipped", why: expect.stringMatching(/under Alerts/i) },
      );
  },
);

test("a daily mail comes in the shop's next morning and holds all endpoints' news", async () => {
  const shop = await alertedShop(app.deps, { mode: "daily", addresses: [] });
  const other = (await addEndpoint(app.deps, shop.shopId, "https://127.0.0.1/other")).id;
  await note(app.deps, shop, "failing");
  await note(app.deps, { ...shop, endpointId: other }, "disabled", { disabledReason: "failing" });
  await mailAll();
  const [planned] = await noticesOf(app.deps, shop.shopId);
  expect(planned?.mailDueAt.toISOString()).toMatch(/T08:00:00.000Z$/);
  expect(mailsTo(shop.email)).toEqual([]);
  await letMinutesPass(app.deps, 24 * 60);
  await note(app.deps, shop, "recovered");
  await mailAll();
  await mailAll();
  expect(mailsTo(shop.email).map(({ subject }) => subject)).toEqual(["3 messages about 2 endpoints"]);
});

test("other settings hold at once for what waits", async () => {
  const shop = await alertedShop(app.deps, { mode: "daily", addresses: [] });
  await note(app.deps, shop, "failing");
  await mailAll();
  expect(mailsTo(shop.email)).toEqual([]);
  await saveAlertSettings(app.deps, shop.shopId, { mode: "changes", addresses: [] });
  await mailAll();
  expect(mailsTo(shop.email)).toHaveLength(1);
});

test("however many processes look, each change is mailed once", async () => {
  const shops = await Promise.all(Array.from({ length: 6 }, () => alertedShop(app.deps)));
  const others = await Promise.all(
    [1, 2, 3].map(() => createDeps(app.deps.env, app.databaseUrl, { log: app.deps.log })),
  );
  await Promise.all(
    shops.flatMap((shop) => [note(app.deps, shop, "failing"), note(app.deps, shop, "exhausted")]),
  );
  await Promise.all(
    [app.deps, ...others.map(({ deps }) => deps)].map(async (deps) => {
      while ((await mailDue(deps)) > 0);
    }),
  );
  await Promise.all(others.map(({ close }) => close()));
  for (const { email, shopId } of shops) {
    expect(mailsTo(email)).toHaveLength(1);
    expect((await noticesOf(app.deps, shopId)).map(({ mail }) => mail)).toEqual(["sent", "sent"]);
  }
});

test("a process that dies while it sends leaves the mail to another, after its lease and with the same id", async () => {
  const shop = await alertedShop(app.deps);
  const id = await note(app.deps, shop, "failing");
  const { shopId, endpointId } = shop;
  const claimed = await claimMail(app.deps.pool, {
    ...{ shopId, endpointId, kinds: KINDS_BY_MODE.changes, timezone: "UTC" },
  });
  expect(claimed).toMatchObject({ total: 1, tries: 1, notices: [{ id }] });
  await mailAll();
  expect(mailsTo(shop.email)).toEqual([]);
  await letMinutesPass(app.deps, 6);
  await mailAll();
  expect(mailsTo(shop.email).map(({ headers }) => headers["message-id"])).toEqual([
    `<${id}.1@carillon.example>`,
  ]);
});

test("what the server refuses is tried again with growing pauses, and given up in its words", async () => {
  const shop = await alertedShop(app.deps);
  await note(app.deps, shop, "failing");
  server.answer(({ to }) => (to.includes(shop.email) ? "451 4.3.0 try later" : undefined));
  const pauses: number[] = [];
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    await mailAll();
    const wait = (await nextMailIn(app.deps)) ?? 0;
    if (tries < MOST_TRIES) pauses.push(Math.round(wait / 60_000));
    await letMinutesPass(app.deps, 361);
  }
  server.answer(() => undefined);
  expect(pauses).toEqual([1, 5, 15, 60, 180, 360, 360, 360]);
  await mailAll();
  expect(mailsTo(shop.email)).toEqual([]);
  expect(await noticesOf(app.deps, shop.shopId)).toMatchObject([
    { mail: "failed", mailTries: MOST_TRIES, mailNote: "The mail server answered: 451 4.3.0 try later" },
  ]);
});

test("a mail server that hangs holds up no event, and its mail is tried again", async () => {
  const sockets: Socket[] = [];
  const hanging = createServer((socket) => void sockets.push(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => hanging.listen(0, "127.0.0.1", resolve));
  afterAll(() => hanging.close());
  const { port } = hanging.address() as { port: number };
  const SMTP_URL = { ...app.deps.env.SMTP_URL, host: "127.0.0.1", port, secure: false, onThisMachine: true };
  const deps = { ...app.deps, mailer: createMailer({ ...app.deps.env, SMTP_URL }) };
  const shop = await alertedShop(deps);
  const id = await note(deps, shop, "failing");
  const stop = new AbortController();
  const mailing = mailDue(deps, stop.signal);
  await expect.poll(() => sockets.length).toBe(1);
  while ((await publishNotices(deps)).published > 0);
  expect(await deps.prisma.notice.findUnique({ where: { id } })).toMatchObject({
    publishedAt: expect.any(Date),
    mail: "pending",
  });
  stop.abort();
  await mailing;
  expect(await deps.prisma.notice.findUnique({ where: { id } })).toMatchObject({
    ...{ mail: "pending", mailTries: 1, mailNote: "The mail server did not answer in time." },
  });
  await letMinutesPass(deps, 2);
  await mailAll();
  expect(mailsTo(shop.email)).toHaveLength(1);
});

test("a wrong login is told without user and password, even by a server that repeats them", async () => {
  const strict = await createMailServer({ user: "sender", pass: "p@ss:word" });
  const url = strict.url.replace("p%40ss%3Aword", "wr%40ng%2Fsecret");
  const { deps } = await createTestDeps(mailTo(url));
  const shop = await alertedShop(deps);
  await note(deps, shop, "failing");
  await mailDue(deps);
  const [notice] = await noticesOf(deps, shop.shopId);
  expect(notice?.mailNote).toMatch(/^The mail server answered: 535 Authentication failed for … with …$/);
  expect(strict.received).toEqual([]);
});

test("the right login is used", async () => {
  const strict = await createMailServer({ user: "sender", pass: "p@ss:word" });
  const { deps } = await createTestDeps(mailTo(strict.url));
  const shop = await alertedShop(deps);
  await note(deps, shop, "failing");
  await mailDue(deps);
  expect(strict.received).toHaveLength(1);
});

test("a description cannot add headers or recipients", async () => {
  const shop = await alertedShop(app.deps);
  await app.deps.pool.query("update endpoint set description = $2 where id = $1", [
    shop.endpointId,
    "Orders\r\nBcc: evil@example.com\r\n\r\n<script>alert(1)</script>",
  ]);
  await note(app.deps, shop, "failing");
  await mailAll();
  const [mail] = mailsTo(shop.email);
  expect(mail?.subject).toBe("“Orders Bcc: evil@example.com <script>alert(1)</script>” is failing");
  expect(mail?.headers).not.toHaveProperty("bcc");
  expect(mail?.to).toEqual([shop.email]);
  expect(mail?.html).not.toContain("<script>");
});

test("of many the newest are shown and the rest are counted", async () => {
  const shop = await alertedShop(app.deps);
  await note(app.deps, shop, "failing");
  for (let made = 0; made < 30; made += 1)
    await note(app.deps, shop, "exhausted", { deliveryId: `dlv_${made}` });
  await mailAll();
  const [mail, ...others] = mailsTo(shop.email);
  expect(others).toEqual([]);
  expect(mail?.subject).toContain("(31 messages)");
  expect(mail?.text).toContain("is failing");
  expect(mail?.text).toContain("Delivery: dlv_29");
  expect(mail?.text).not.toContain("Delivery: dlv_3\n");
  expect(mail?.text).toContain("And 11 more");
});

test("without a mail server, without an address, and for what was deleted, there is a reason instead", async () => {
  const unmailed = { ...app.deps, mailer: undefined };
  const off = await alertedShop(unmailed);
  await note(unmailed, off, "failing");
  await mailDue(unmailed);
  const nowhere = await alertedShop(app.deps);
  await app.deps.prisma.shop.update({ where: { id: nowhere.shopId }, data: { email: null } });
  await note(app.deps, nowhere, "failing");
  const deleted = await alertedShop(app.deps);
  await note(app.deps, deleted, "failing");
  await deleteEndpoint(app.deps, deleted.shopId, deleted.endpointId);
  await mailAll();
  const notes = [];
  for (const { shopId } of [off, nowhere, deleted]) notes.push(...(await noticesOf(app.deps, shopId)));
  expect(notes.map(({ mail, mailNote }) => [mail, mailNote])).toEqual([
    ["skipped", expect.stringMatching(/^E-mail is off: .*SMTP_URL and MAIL_FROM/)],
    ["skipped", expect.stringMatching(/^No address is known/)],
    ["skipped", expect.stringMatching(/^The endpoint was deleted, or/)],
  ]);
});
