// "Subscription contract state" and "Customer loyalty state": workflows that cannot say what happened report how things
// are. Each report is written as JSON, or in lines, of which a contract's may be made so:
//
//   id = {{ subscriptionContract.id }}
//   status = {{ subscriptionContract.status }}
//   next_order_date = {{ subscriptionContract.nextBillingDate }}
//   updated_at = {{ subscriptionContract.updatedAt }}
//   {% for line in subscriptionContract.lines %}
//   line = {{ line.variantId }} | {{ line.quantity }} | {{ line.currentPrice.amount }} | {{ line.productId }} | {{ line.title }}
//   {% endfor %}
//
// Liquid writes nothing for what there is none of: a blank date or tier is none, any other blank field is not said.
import { z } from "zod";
import { namedGid } from "../../pipeline/mapping/read-payload.ts";
import type { Payload } from "../../topics/parse-payload.ts";

const MAX_LINES = 250;
const MAX_FUTURE_MS = 5 * 60_000;

/** `reader` gives undefined for what is wrong. */
const read = <T>(reader: (text: string) => T | undefined, message: string) =>
  z.string(message).transform((text, context) => {
    const value = reader(text);
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

/** null where it is blank. */
const readOrNone = <T>(reader: (text: string) => T | undefined, message: string) =>
  read((text) => (text === "" ? null : reader(text)), message);

const STATUSES = ["active", "paused", "cancelled", "expired", "failed"] as const;

/** Some apps write canceled. */
const statusOf = (text: string) =>
  STATUSES.find((status) => status === text.toLowerCase().replace("canceled", "cancelled"));

const MOMENT = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)? ?(Z|UTC|[+-]\d{2}:?\d{2}))?$/;

function momentOf(text: string): string | undefined {
  const time = MOMENT.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Date.parse takes the 31st of every month for some day. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function priceOf(text: string): { amount: string; currency: string | null } | undefined {
  const [, amount, currency = null] = /^(-?\d{1,20}(?:\.\d{1,6})?)(?: ([A-Z]{3}))?$/.exec(text) ?? [];
  return amount === undefined ? undefined : { amount, currency };
}

const whole = (text: string) => (/^\d{1,9}(\.0+)?$/.test(text) ? Number(text) : undefined);

/** Cut where it is too long. Emoji and some scripts are written with invisible characters; these are no harm. */
const short = (text: string) =>
  /^[^\p{Cc}\p{Cs}]+$/u.test(text) ? /^.{1,255}/su.exec(text)?.[0] : undefined;

const lineId = (text: string) =>
  /^gid:\/\/shopify\/SubscriptionLine\/[\w-]{1,100}$/.test(text) ? text : undefined;

const TIME = "must be a time like 2026-12-20T10:00:00Z";
const TEXT = "must be text without control characters";

const lineFields = z.strictObject({
  id: readOrNone(lineId, "must be the gid of a subscription line"),
  variant_id: readOrNone((text) => namedGid("ProductVariant", text), "must be the id of a product variant"),
  product_id: readOrNone((text) => namedGid("Product", text), "must be the id of a product"),
  title: readOrNone(short, TEXT),
  quantity: readOrNone(whole, "must be a whole number"),
  price: readOrNone(priceOf, "must be an amount like 10.50 or 10.50 EUR"),
});

export const LINE_FIELDS = Object.keys(lineFields.shape);

const line = lineFields
  .partial()
  .refine((given) => given.id || given.variant_id || given.product_id || given.title, "names no product")
  .transform(({ id = null, variant_id: variant = null, product_id: product = null, ...more }) => {
    const { title = null, quantity = null, price = null } = more;
    return { id, variant, product, title, quantity, price };
  });

export const contractReport = (now: Date) =>
  z
    .strictObject({
      id: read((text) => namedGid("SubscriptionContract", text), "must be the id of a subscription contract"),
      status: read(statusOf, `must be one of ${STATUSES.join(", ")}`).optional(),
      next_order_date: readOrNone(momentOf, TIME).optional(),
      updated_at: read(momentOf, TIME)
        .refine((time) => Date.parse(time) - now.getTime() <= MAX_FUTURE_MS, "must not be in the future")
        .optional(),
      lines: z
        .array(z.unknown(), "must be a list of objects")
        .max(MAX_LINES, `has at most ${MAX_LINES} entries`)
        .pipe(z.array(line))
        .optional(),
    })
    .transform(({ id, updated_at, ...report }) => ({
      contract: id,
      report,
      ...(updated_at && { reported_at: updated_at }),
    }));

const pointsOf = (text: string) => (/^-?\d{1,20}(\.\d{1,10})?$/.test(text) ? text : undefined);

export const loyaltyReport = z
  .strictObject({
    points: read(pointsOf, "must be a number like 550 or 12.5").optional(),
    // Smile writes "-" for no tier.
    tier: readOrNone((text) => (text === "-" ? null : short(text)), TEXT).optional(),
  })
  .refine(({ points, tier }) => points !== undefined || tier !== undefined, "must say points, tier or both");

const NONE_IF_BLANK: unknown[] = ["next_order_date", "tier"];

/** The report with texts for numbers and null, and without the blank fields that say nothing. */
export function toReport(data: Payload): Payload {
  const fields = Object.entries(data).map(([key, value]) => [key, toTexts(value)]);
  return Object.fromEntries(fields.filter(([key, value]) => value !== "" || NONE_IF_BLANK.includes(key)));
}

/** `variant id | quantity | price | product id | title`; from the end any of it may be left out. */
export function splitLine(text: unknown): Payload {
  const [variant_id = "", quantity = "", price = "", product_id = "", ...title] = (
    typeof text === "string" ? text : ""
  )
    .split("|")
    .map((part) => part.trim());
  return { variant_id, quantity, price, product_id, title: title.join(" | ") };
}

/** Numbers in the form they came in. */
function toTexts(value: unknown): unknown {
  if (value === null || value === undefined) return "";
  if (JSON.isRawJSON(value)) return value.rawJSON;
  if (Array.isArray(value)) return value.map(toTexts);
  if (typeof value !== "object") return String(value).trim();
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toTexts(item)]));
}
