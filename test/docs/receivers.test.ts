// The receivers of docs/receivers, run as they stand there, against the real sender.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";
import {
  type Captured,
  capture,
  deliverProduct,
  openShop,
  pass,
  sign,
  without,
} from "./captured-requests.ts";
import { MOST_POURED, pour } from "./pour-body.ts";
import { isOnTheMachine, RECEIVER_LANGUAGES } from "./receiver-languages.ts";
import { type RunningReceiver, runReceiver } from "./running-receiver.ts";

/** Without the padding that base64 may have, and of a merchant's own making. */
const SECRETS = [
  `whsec_${Buffer.alloc(32, 9).toString("base64").replace("=", "")}`,
  "a-token-of-another-app-0001",
];
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;

/** An example's, no base64, and too short. */
const NO_SECRETS = ["whsec_…", "whsec_!!!", "whsec_c2hvcnQ=", "short"];

const EVENT = '{"id":"evt_1","topic":"order/paid"}';

/** What is said of a body that goes on and on. */
const BODIES = ["content-length: 16777217", "transfer-encoding: chunked", "content-length: -1"];

const STYLES = [
  { style: "Standard Webhooks", path: "/hook" },
  { style: "one line", path: "/hook/plain" },
];

/** Of the deliveries; receivers have the machine's. */
let lateMs = 0;
let deps: Deps;
let catcher: TestReceiver;

beforeAll(async () => {
  const clock = { now: () => new Date(Date.now() - lateMs) };
  ({ deps } = await createTestDeps({}, { clock }));
  catcher = await createTestReceiver();
});

const missing = RECEIVER_LANGUAGES.filter((one) => !isOnTheMachine(one)).map(({ language }) => language);
if (missing.length > 0)
  console.info(`Not on this machine, so its receiver is not tested: ${missing.join(", ")}`);

const AT_HAND = RECEIVER_LANGUAGES.filter(({ language }) => !missing.includes(language));

describe.each(AT_HAND)("the receiver in $language", (language) => {
  const { folder, command, start, build, bodies = BODIES } = language;
  let built: string;
  let program: string;

  beforeAll(async () => {
    built = await mkdtemp(path.join(tmpdir(), "carillon-receiver-"));
    program = build?.(built) ?? command;
  });

  afterAll(() => rm(built, { recursive: true, force: true }));

  const runWith = (secret: string) =>
    runReceiver({ command: program, args: start, folder: `docs/receivers/${folder}`, secret });

  describe.each(NO_SECRETS)("with %s for a secret", (secret) => {
    let receiver: RunningReceiver;

    beforeAll(async () => {
      receiver = await runWith(secret);
    });

    afterAll(() => receiver?.stop());

    test.each(STYLES)(
      "takes nothing that is signed with an empty key, or with that text: $style",
      async ({ path }) => {
        for (const key of ["", secret]) {
          const status = await pass(`${receiver.origin}${path}`, sign(EVENT, key));
          expect([401, 500]).toContain(status);
        }
        expect((await receiver.stored()).size).toBe(0);
      },
    );
  });

  describe.each(SECRETS)("with the secret %s", (secret) => {
    let receiver: RunningReceiver;
    let genuine: Captured;

    beforeAll(async () => {
      lateMs = 0;
      receiver = await runWith(secret);
      genuine = await capture(deps, catcher, { secret });
    });

    afterAll(() => receiver?.stop());

    const statusOf = (path: string, request: Captured) => pass(`${receiver.origin}${path}`, request);
    const isStored = async (request: Captured) =>
      (await receiver.stored()).has(request.headers["webhook-id"] ?? "");

    describe.each(STYLES)("in the style of $style", ({ path }) => {
      const deliver = async (product: object | string, rotation = {}) => {
        const shop = await openShop(deps, { url: `${receiver.origin}${path}`, secret, ...rotation });
        return deliverProduct(deps, shop, product);
      };

      test("stores a delivery byte for byte, whatever it is written in and with every digit", async () => {
        const product = '{"id":1,"title":"Grüße 🫖 日本","long":123456789012345678,"price":1.0}';
        const [[event, status] = []] = await deliver(product);
        expect(status).toBe(204);
        const body = (await receiver.stored()).get(event ?? "");
        expect(body).toContain('"title":"Grüße 🫖 日本","long":123456789012345678,"price":1.0');
      });

      test("takes 256 KiB", async () => {
        const [[event, status] = []] = await deliver({ id: 1, body_html: "é".repeat(128 * 1024) });
        expect(status).toBe(204);
        expect((await receiver.stored()).get(event ?? "")?.length).toBeGreaterThan(128 * 1024);
      });

      test("refuses what changed on the way, or was signed with another secret", async () => {
        const changed = { ...genuine, body: genuine.body.replace("Tea", "Sea") };
        expect(await statusOf(path, changed)).toBe(401);
        expect(await statusOf(path, await capture(deps, catcher, { secret: OTHER_SECRET }))).toBe(401);
        expect(await isStored(genuine)).toBe(false);
      });

      test("takes the first and the second signature of a rotation", async () => {
        const asOldest = await deliver({ id: 1 }, { nextSecret: OTHER_SECRET });
        const asNewest = await deliver({ id: 1 }, { secret: OTHER_SECRET, nextSecret: secret });
        expect([...asOldest.values(), ...asNewest.values()]).toEqual([204, 204]);
      });

      test("answers a repeat like the first, and stores it once", async () => {
        const request = await capture(deps, catcher, { secret });
        const before = (await receiver.stored()).size;
        const answers = [];
        for (let time = 0; time < 3; time += 1) answers.push(await statusOf(path, request));
        expect(answers).toEqual([204, 204, 204]);
        expect(await isStored(request)).toBe(true);
        expect((await receiver.stored()).size).toBe(before + 1);
      });
    });

    test.each(["webhook-id", "webhook-timestamp", "webhook-signature"])(
      "refuses a request without %s",
      async (name) => {
        expect(await statusOf("/hook", without(name, genuine))).toBe(401);
      },
    );

    test("refuses a request without signature", async () => {
      expect(await statusOf("/hook/plain", without("signature", genuine))).toBe(401);
    });

    test.each([-6, 6])("refuses a request that was sent %d minutes ago", async (minutes) => {
      lateMs = minutes * 60_000;
      const request = await capture(deps, catcher, { secret });
      lateMs = 0;
      expect(await statusOf("/hook", request)).toBe(401);
    });

    test("as the middle one of three secrets, takes Standard Webhooks and not the one line", async () => {
      const [first, last] = [OTHER_SECRET, "the-newest-of-three-secrets"];
      const request = await capture(deps, catcher, { secret: first, nextSecret: secret, lastSecret: last });
      expect(await statusOf("/hook/plain", request)).toBe(401);
      expect(await statusOf("/hook", request)).toBe(204);
    });

    test("knows the address of the one line with a query, too", async () => {
      expect(await statusOf("/hook/plain?shop=1", without("webhook-signature", genuine))).toBe(204);
    });

    describe("of a large body", () => {
      const large = (bytes: number) => sign(EVENT.replace("}", `,"pad":"${"x".repeat(bytes)}"}`), secret);

      test("stores one of 10 MiB", async () => {
        expect(await statusOf("/hook", large(10 << 20))).toBe(204);
      });

      test("refuses one that is signed wrong", async () => {
        expect(await statusOf("/hook", { ...large(10 << 20), headers: genuine.headers })).toBe(401);
      });

      test("says that it was not stored", async () => {
        const { body } = large(10 << 20);
        expect(await statusOf("/hook", sign(body.replace("evt_1", "../1"), secret))).toBe(500);
      });
    });

    test.each(bodies)("takes no more than 16 MiB of a body that says %s", async (header) => {
      const { status, taken } = await pour(Number(new URL(receiver.origin).port), header);
      expect(status === undefined || status >= 400).toBe(true);
      expect(taken).toBeLessThan(MOST_POURED);
    });

    test("refuses headers that are no signature at all", async () => {
      for (const junk of ["", "v1,", "v1,²", "v2,AAAA v1,AAAA", "²"])
        for (const name of ["webhook-signature", "webhook-timestamp", "signature"]) {
          const headers = { ...genuine.headers, [name]: junk };
          expect(
            await statusOf(name === "signature" ? "/hook/plain" : "/hook", { ...genuine, headers }),
          ).toBe(401);
        }
    });
  });
});
