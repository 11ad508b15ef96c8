import { z } from "zod";
import { HELD_BACK_FIELDS, privacyBody } from "../privacy/held-back-fields.ts";
import { saveHeldBack } from "../privacy/save-held-back.ts";
import { heldBackOf } from "../queries/privacy.ts";
import { answer, defineCall, json } from "./call.ts";

const group = "Settings";

const holdBack = z
  .array(z.enum(HELD_BACK_FIELDS))
  .describe("What the shop's events leave out of customers; [] holds nothing back");

const privacySchema = z.object({ hold_back: holdBack }).meta({ id: "Privacy" });

const read = defineCall({
  method: "get",
  path: "/privacy",
  id: "getPrivacy",
  group,
  scope: "read",
  summary: "What the shop's events leave out of customers",
  answers: { 200: json("The settings", privacySchema, { hold_back: ["phone"] }) },
  run: async ({ deps, shopId }) => answer(200, { hold_back: await heldBackOf(deps, shopId) }),
});

const replace = defineCall({
  method: "put",
  path: "/privacy",
  id: "putPrivacy",
  group,
  scope: "write",
  summary: "Choose what the shop's events leave out of customers",
  body: privacyBody,
  bodyExample: { hold_back: ["phone", "address"] },
  answers: { 200: json("The settings as they are then", privacySchema, { hold_back: ["phone", "address"] }) },
  async run({ deps, shopId, body }) {
    await saveHeldBack(deps, shopId, body.hold_back);
    return answer(200, body);
  },
});

export const PRIVACY_CALLS = [read, replace];
