// The body of POST /events.
import { z } from "zod";
import type { Clock } from "../config/clock.ts";
import { completeData } from "../pipeline/mapping/complete-data.ts";
import { isTopic, TOPICS } from "../topics/catalog.ts";
import { isDeeperThan } from "../topics/nesting.ts";
import { idText, type Payload } from "../topics/parse-payload.ts";

const MAX_FUTURE_MS = 5 * 60_000;
const MAX_AGE_MS = 30 * 24 * 60 * 60_000;
/** What is accepted here must be read and written at several other places, each with a stack of its own. */
const MAX_DEPTH = 100;

export const printable = (most: number) =>
  z
    .string("Must be text.")
    .min(1, "Must not be empty.")
    .max(most, `Has at most ${most} characters.`)
    .regex(/^\P{C}*$/u, "Must have no control characters.");

const isOurs = (topic: string) => topic.startsWith("endpoint/");

const topicField = z
  .string("Must be the name of a topic.")
  .refine((topic) => !isOurs(topic), "Events about endpoints are made by Carillon alone.")
  .refine((topic) => isOurs(topic) || isTopic(topic), {
    error: ({ input }) => `There is no topic ${JSON.stringify(String(input).slice(0, 100))}.`,
  })
  .meta({
    description: "Any topic of the catalogue but endpoint/…",
    override: { type: "string", enum: TOPICS.map(({ name }) => name).filter((name) => !isOurs(name)) },
  });

const customerField = z
  .custom<unknown>(
    (value) => customerGid(value) !== null,
    "Must be a customer's gid or number, or an object with it as id.",
  )
  .meta({
    description: "gid or number of the Shopify customer, or an object with it as id",
    override: { type: ["string", "integer", "object"], properties: { id: { type: ["string", "integer"] } } },
  });

/** Kept as it came: what is not known of it must not be touched, least of all its numbers. */
export const dataField = z
  .custom<Payload>(isObject, "Must be a JSON object.")
  .refine((data) => !isDeeperThan(MAX_DEPTH, data), `Must not be nested deeper than ${MAX_DEPTH} levels.`)
  .meta({ description: "By topic: see its schema", override: { type: "object" } });

/** All that is wrong is said at once, also what is wrong with the data of a topic that is right. */
export const eventBody = (deps: { clock: Clock }) =>
  z
    .strictObject({
      topic: topicField,
      data: dataField,
      resource: printable(255)
        .refine((text) => !text.startsWith("carillon:"), "Must not begin with carillon:")
        .nullish()
        .meta({ description: "What it is about: a gid, or your own name for it" }),
      customer: customerField.nullish(),
      triggered_at: z.iso
        .datetime({ offset: true, error: "Must be a time like 2026-11-20T10:00:00Z." })
        .refine(
          (text) => !(age(deps, text) < -MAX_FUTURE_MS),
          "Must not be more than 5 minutes in the future.",
        )
        .refine((text) => !(age(deps, text) > MAX_AGE_MS), "Must not be more than 30 days ago.")
        .nullish()
        .meta({ description: "When it happened; now if left out" }),
      idempotency_key: printable(255)
        .nullish()
        .meta({ description: "The same key with the same body makes nothing new" }),
    })
    .superRefine(
      ({ topic, data }, context) => {
        const completion = completeData(topic, data);
        if (completion.kind === "complete") return;
        for (const { path, message } of completion.problems)
          context.addIssue({ code: "custom", path: ["data", ...path], message });
      },
      {
        when: ({ value }) =>
          isObject(value) &&
          topicField.safeParse(value.topic).success &&
          dataField.safeParse(value.data).success,
      },
    );

/** Milliseconds; NaN, which is neither too old nor too new, for what is no time. */
const age = ({ clock }: { clock: Clock }, text: string) => clock.now().getTime() - Date.parse(text);

/** A number in its own form only looks like one. */
function isObject(value: unknown): value is Payload {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);
}

/** Of a gid, a number or `{ id }` with one of them; null for anything else. */
export function customerGid(value: unknown): string | null {
  const id = isObject(value) && Object.keys(value).length === 1 ? value.id : value;
  if (Array.isArray(id)) return null;
  const digits = typeof id === "string" && id.startsWith(CUSTOMER) ? id.slice(CUSTOMER.length) : idText(id);
  return digits !== null && /^\d{1,20}$/.test(digits) ? CUSTOMER + digits : null;
}

const CUSTOMER = "gid://shopify/Customer/";
