import { expect, test } from "vitest";
import {
  loyaltyCheckMapper,
  loyaltyEventMapper,
} from "../../../app/pipeline/mapping/loyalty/customer-loyalty.ts";
import type { Answers } from "../../../app/pipeline/mapping/questions.ts";
import { customerGid, dataOf, openShop, type Webhook } from "../../helpers/run-mapper.ts";

const field = { owner: "customer", namespace: "pass", key: "carried", reads: "wallet_pass" };

const REGISTRY = {
  mappers: { Customer: [loyaltyEventMapper], "carillon/loyalty_check": [loyaltyCheckMapper] },
};

const at = (minute: number) => `2026-11-20T10:0${minute}:00.000Z`;
const event = (value: unknown, minute: number): Webhook => ({
  topic: "Customer",
  body: {
    data: { customer: { id: customerGid(), metafield: { namespace: "pass", key: "carried", value } } },
  },
  triggeredAt: at(minute),
});

function run(webhooks: Webhook[]) {
  const carillon = openShop(REGISTRY, { rules: { loyalty: { metafields: [field] } } });
  for (const webhook of webhooks) carillon.receive(webhook);
  return carillon;
}

test("the first sight is remembered, then the pass is installed and removed", () => {
  const carillon = run([event("false", 0), event("true", 1), event("true", 2), event("False", 3)]);
  expect(carillon.topics()).toEqual(["wallet_pass/installed", "wallet_pass/removed"]);
  expect(dataOf(carillon.drafts()[0])).toMatchObject({
    customer: { id: customerGid() },
    pass_instance: { status: "Installed", serial_number: null, created_at: null, deleted_at: null },
    unavailable: { "pass_instance.serial_number": "unknown" },
  });
  expect(dataOf(carillon.drafts()[1])).toMatchObject({ pass_instance: { status: "Removed" } });
});

test("a first sight of a pass that is there makes no event", () => {
  expect(run([event("true", 0)]).topics()).toEqual([]);
});

test("what comes late or says neither yes nor no changes nothing", () => {
  const steps = [
    event("true", 1),
    event("false", 0),
    event("perhaps", 2),
    event("", 3),
    event(null, 4),
    event(true, 5),
  ];
  expect(run(steps).topics()).toEqual([]);
});

test("a customer without the metafield has no pass yet", () => {
  const value = { id: customerGid(), metafields: [], storeCredits: null } as never;
  const answers: Answers = { customer: { kind: "known", value } };
  const check = {
    topic: "carillon/loyalty_check",
    body: { customer: customerGid() },
    triggeredAt: at(0),
    answers,
  };
  expect(run([check, event("true", 1)]).topics()).toEqual(["wallet_pass/installed"]);
});
