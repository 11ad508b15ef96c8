import fc from "fast-check";
import { expect, test } from "vitest";
import { mapSequence, type Step, topicsOf } from "../../helpers/map-sequence.ts";

const contract = (action: string, revision: number | string, status = "active"): Step => ({
  topic: `subscription_contracts/${action}`,
  body: JSON.stringify({
    id: 1,
    admin_graphql_api_id: "gid://shopify/SubscriptionContract/1",
    status,
    revision_id: String(revision),
  }),
});

test("an activation that accompanies the making of an active contract is no event of its own", () => {
  expect(topicsOf([contract("create", 1), contract("activate", 1)])).toEqual(["subscription/created"]);
  expect(topicsOf([contract("create", 1), contract("activate", 2)])).toEqual(["subscription/created"]);
});

test("a contract made inactive is activated the first time and reactivated after that", () => {
  const story = [
    contract("create", 1, "paused"),
    contract("activate", 2),
    contract("pause", 3, "paused"),
    contract("activate", 4),
  ];
  expect(topicsOf(story)).toEqual([
    "subscription/created",
    "subscription/activated",
    "subscription/paused",
    "subscription/reactivated",
  ]);
});

test.each(["pause", "cancel", "expire", "fail"])("active again after %s is reactivated", (action) => {
  expect(topicsOf([contract("create", 1), contract(action, 2), contract("activate", 3)]).at(-1)).toBe(
    "subscription/reactivated",
  );
});

test("the update that accompanies a resume changes nothing, before it or after", () => {
  const before = [contract("create", 1), contract("pause", 2, "paused")];
  const expected = ["subscription/created", "subscription/paused", "subscription/reactivated"];
  expect(topicsOf([...before, contract("update", 3), contract("activate", 3)])).toEqual(expected);
  expect(topicsOf([...before, contract("activate", 3), contract("update", 3)])).toEqual(expected);
});

test("the update that comes before a first activation does not make it a reactivation", () => {
  const story = [contract("create", 1, "paused"), contract("update", 2), contract("activate", 2)];
  expect(topicsOf(story)).toEqual(["subscription/created", "subscription/activated"]);
});

test("a pause that comes after a later revision still makes its event", () => {
  const late = [contract("create", 1), contract("update", 9), contract("pause", 5, "paused")];
  expect(topicsOf(late)).toEqual(["subscription/created", "subscription/paused"]);
});

test("revisions beyond JavaScript's numbers are told apart", () => {
  const story = [
    contract("pause", "9007199254740993", "paused"),
    contract("pause", "9007199254740992", "paused"),
  ];
  expect(mapSequence(story)).toHaveLength(2);
});

test("pausing twice makes two events, the same webhook twice makes one", () => {
  const first = contract("pause", 2, "paused");
  expect(topicsOf([first, first, contract("pause", 4, "paused")])).toEqual([
    "subscription/paused",
    "subscription/paused",
  ]);
});

test("the webhooks of one pause make the same events in every order and repetition", () => {
  const steps = [contract("pause", 2, "paused"), contract("update", 2, "paused")];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 6 }), (more) => {
      expect(topicsOf([contract("create", 1), ...more, ...steps])).toEqual([
        "subscription/created",
        "subscription/paused",
      ]);
    }),
  );
});
