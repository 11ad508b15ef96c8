import { readdirSync, readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { beforeAll, describe, expect, test } from "vitest";
import { FLOW_ACTION_FIELDS, FLOW_ACTION_HANDLE } from "../../app/topics/flow/action.ts";
import { triggerPayload } from "../../app/topics/flow/trigger-payload.ts";
import { FLOW_TRIGGERS, type FlowTrigger } from "../../app/topics/flow/triggers.ts";
import { sampleData, sampleResource } from "../../app/topics/samples.ts";
import { type CliApp, readWithCli } from "../../scripts/shopify-cli.ts";

const APPS = ["shopify.app.toml", "shopify.app.vendor.toml"];
const FILE = "extensions/flow/shopify.extension.toml";

interface Extension {
  type: string;
  name: string;
  handle: string;
  uid?: string;
  description?: string;
  settings?: { fields: { type: string; key?: string; name?: string; description?: string }[] };
}

/** A file is one extension, or has several. */
const extensionsIn = (file: string): Extension[] => {
  const content = parse(readFileSync(file, "utf8")) as unknown as Extension & { extensions?: Extension[] };
  return content.extensions ?? [content];
};

const flow = extensionsIn(FILE);
const all = readdirSync("extensions", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => extensionsIn(`extensions/${name}/shopify.extension.toml`));
const ofType = (type: string) => flow.filter((extension) => extension.type === type);
const fieldsOf = (extension: Extension) => extension.settings?.fields ?? [];

/** What the CLI makes of the app when the extensions of Flow have another text. */
const readWithText = (text: string) => readWithCli("shopify.app.toml", { [FILE]: text });

/** What Shopify is sent of an extension. */
async function deployed(app: CliApp, handle: string) {
  const extension = app.allExtensions.find((one) => one.handle === handle);
  return extension?.deployConfig({ apiKey: "", appConfiguration: app.configuration });
}

const text = readFileSync(FILE, "utf8");

describe("Shopify CLI", () => {
  test.each(APPS)("takes %s and every extension, of whatever kind", async (config) => {
    const app = await readWithCli(config);
    // It learns from Shopify what belongs into a lifecycle callback.
    const known = all.filter(({ type }) => type !== "flow_trigger_lifecycle_callback");
    const taken = app.allExtensions.map(({ type, handle }) => ({ type, handle }));
    expect(taken).toEqual(expect.arrayContaining(known.map(({ type, handle }) => ({ type, handle }))));
  });

  test.each([
    ["a digit in a key", 'key = "Event id"', 'key = "Event id 2"', /only alphabetic characters and spaces/],
    ["an underscore in a handle", 'handle = "tier-changed"', 'handle = "tier_changed"', /alphanumeric/],
    [
      "an action's field without a name",
      'name = "Started by event"\n',
      "",
      /'name' property must be a string/,
    ],
    ["an address that is not safe", '"/flow/actions/', '"http://example.com/flow/', /absolute HTTPS URL/],
    ["two of one handle", 'handle = "tier-changed"', 'handle = "points-changed"', /points-changed/],
  ])("refuses %s", async (_what, right, wrong, words) => {
    expect(text).toContain(right);
    await expect(readWithText(text.replace(right, wrong))).rejects.toThrow(words);
  });

  test("finds the uid of every extension that it would give to it", async () => {
    const app = await readWithText(text.replaceAll(/^uid = .*\n/gm, ""));
    const given = app.allExtensions.filter(({ type }) => type.startsWith("flow_"));
    expect(given).toHaveLength(FLOW_TRIGGERS.length + 1);
    for (const { handle, uid } of given)
      expect(uid, handle).toBe(flow.find((extension) => extension.handle === handle)?.uid);
  });
});

/** By the kinds that Shopify calls a trigger's fields. A decimal number is sent as text. */
const VALUES: Record<string, (value: unknown) => boolean> = {
  customer: (value) => Number.isInteger(value),
  "text-single-line": (value) => typeof value === "string",
  number: (value) => typeof value === "string" && value !== "" && Number.isFinite(Number(value)),
  checkbox: (value) => typeof value === "boolean",
};
const isUnknown = () => false;

describe("the triggers", () => {
  let app: CliApp;
  beforeAll(async () => {
    app = await readWithCli("shopify.app.toml");
  });

  test("are those of the table", () => {
    const written = ofType("flow_trigger").map(({ handle, name, description }) => [
      handle,
      name,
      description,
    ]);
    expect(written).toEqual(
      FLOW_TRIGGERS.map(({ handle, name, description }) => [handle, name, description]),
    );
  });

  test.each(
    FLOW_TRIGGERS.flatMap((trigger) =>
      trigger.topics.map((topic) => [trigger.handle, topic, trigger] as const),
    ),
  )("%s declares what it is sent of %s, and nothing else", async (handle, topic, trigger) => {
    const { fields } = (await deployed(app, handle)) as {
      fields: { name: string; uiType: string }[];
    };
    const payload = samplePayload(trigger, topic);
    expect(Object.keys(payload).sort()).toEqual(fields.map(({ name }) => name).sort());
    for (const { name, uiType } of fields) expect(payload[name], name).toSatisfy(VALUES[uiType] ?? isUnknown);
  });
});

function samplePayload(trigger: FlowTrigger, topic: string): Record<string, unknown> {
  const [id, resource, data] = ["evt_1", sampleResource(topic), sampleData(topic)];
  const body = JSON.stringify({ id, topic, triggered_at: "2026-11-20T10:00:00.000Z", resource, data });
  const made = triggerPayload(trigger, body);
  if (made.kind !== "ready") throw new Error(`no ${made.missing}`);
  return JSON.parse(JSON.stringify(made.payload));
}

test("the action has its path and asks for what its table says", async () => {
  const sent = await deployed(await readWithCli("shopify.app.toml"), FLOW_ACTION_HANDLE);
  expect(sent).toMatchObject({
    url: `https://example.com/flow/actions/${FLOW_ACTION_HANDLE}`,
    fields: [
      { name: "customer_id" },
      { name: "order_id" },
      { name: "topic", uiType: "text-single-line", label: "Event", required: true },
      { name: "data", uiType: "text-multi-line", label: "Data", required: false },
      { name: "event_id", uiType: "text-single-line", label: "Started by event", required: false },
    ],
  });
  expect(sent).toHaveProperty("fields.length", FLOW_ACTION_FIELDS.length);
});

test("there is one callback that tells which triggers are used", () => {
  expect(ofType("flow_trigger_lifecycle_callback")).toEqual([
    {
      type: "flow_trigger_lifecycle_callback",
      name: "Trigger usage",
      handle: "trigger-usage",
      uid: expect.any(String),
      url: "/flow/lifecycle",
    },
  ]);
});

test("handles are short and each is there once", () => {
  const handles = all.map(({ handle }) => handle);
  expect(new Set(handles).size).toBe(handles.length);
  for (const handle of handles) expect(handle).toMatch(/^(?=.{1,30}$)[a-z]+(-[a-z]+)*$/); // 30: Shopify's limit
});

test("names and keys are in sentence case without punctuation, descriptions are sentences", () => {
  const fields = flow.flatMap(fieldsOf);
  const names = [...flow.map(({ name }) => name), ...fields.flatMap(({ name, key }) => name ?? key ?? [])];
  for (const name of names) expect(name).toMatch(/^[A-Z][a-z]*( [a-z]+)*$/);
  for (const { description } of [...flow, ...fields])
    if (description !== undefined) expect(description).toMatch(/^[A-Z].*\.$/);
});

test.each(APPS)("what the extensions refer to may be read with the scopes of %s", (config) => {
  const { access_scopes } = parse(readFileSync(config, "utf8")) as { access_scopes: { scopes: string } };
  const references = flow.flatMap(fieldsOf).flatMap(({ type }) => /^(\w+)_reference$/.exec(type)?.[1] ?? []);
  expect(new Set(references)).toEqual(new Set(["customer", "order"]));
  for (const reference of references) expect(access_scopes.scopes.split(",")).toContain(`read_${reference}s`);
});
