import { beforeEach, expect, test } from "vitest";
import * as rotateRoute from "../../app/routes/app/endpoints/rotate-secret.ts";
import {
  dropEndpoints,
  dropSecret,
  heldSecrets,
  holdSecrets,
  noSecrets,
  subscribeToSecrets,
} from "../../app/ui/endpoints/held-secrets.ts";

const A = { id: "ep_a", url: "https://a.example/" };
const B = { id: "ep_b", url: "https://b.example/" };

beforeEach(() => {
  for (const { secret } of heldSecrets()) dropSecret(secret);
});

test("a secret is held until it is said to be stored, and whoever listens hears of both", () => {
  const heard: string[][] = [];
  const stop = subscribeToSecrets(() => heard.push(heldSecrets().map(({ secret }) => secret)));
  holdSecrets([{ secret: "one", endpoints: [A] }]);
  holdSecrets([{ secret: "two", endpoints: [B] }]);
  dropSecret("one");
  stop();
  dropSecret("two");
  expect(heard).toEqual([["one"], ["one", "two"], ["two"]]);
  expect(heldSecrets()).toEqual([]);
});

test("an endpoint that is gone is named no longer, and a secret that signs for none is dropped", () => {
  holdSecrets([
    { secret: "shared", endpoints: [A, B] },
    { secret: "own", endpoints: [A] },
  ]);
  dropEndpoints([A.id]);
  expect(heldSecrets()).toEqual([{ secret: "shared", endpoints: [B] }]);
  expect(noSecrets()).toEqual([]);
});

/** What the server answers, as the browser's own action gets it. */
const rotated = (answer: object) =>
  rotateRoute.clientAction({
    params: { id: A.id },
    serverAction: async () => answer,
  } as unknown as Parameters<typeof rotateRoute.clientAction>[0]);

test("a rotation's secret is held as soon as its answer is there, in place of an older one", async () => {
  await rotated({ kind: "rotated", secret: "first", url: A.url });
  await rotated({ kind: "rotated", secret: "second", url: A.url });
  expect(heldSecrets()).toEqual([{ secret: "second", endpoints: [A] }]);
  await rotated({ kind: "wrong_secret", why: "It signs already." });
  expect(heldSecrets()).toHaveLength(1);
  await rotated({ kind: "rotated", secret: null, url: A.url });
  expect(heldSecrets()).toEqual([]);
});
