import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readExtensions } from "#sandbox/flow/extensions.ts";

/** A folder of extensions: folder → text of its file. */
async function folder(files: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "carillon-extensions-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.join(directory, name));
    await writeFile(path.join(directory, name, "shopify.extension.toml"), text);
  }
  await writeFile(path.join(directory, "README.md"), "");
  return directory;
}

const TRIGGER = `[[extensions]]
type = "flow_trigger"
handle = "points-changed"
name = "Points changed"
description = "Starts when points change."
[settings]
  [[settings.fields]]
  type = "customer_reference"
  [[settings.fields]]
  type = "number_decimal"
  key = "Points balance"
`;

const ACTION = `[[extensions]]
type = "flow_action"
handle = "send-webhook-event"
name = "Send webhook event"
runtime_url = "/flow/actions/send-webhook-event"
[settings]
  [[settings.fields]]
  type = "order_reference"
  required = false
  [[settings.fields]]
  type = "single_line_text_field"
  key = "topic"
  name = "Event"
  required = true
`;

const LIFECYCLE = `[[extensions]]
type = "flow_trigger_lifecycle_callback"
handle = "trigger-usage"
name = "Trigger usage"
url = "https://example.com/flow/lifecycle"
`;

test("triggers, the action and the lifecycle callback are read from the app's own files, others passed over", async () => {
  const directory = await folder({
    "flow-points-changed": TRIGGER,
    "flow-action": ACTION,
    "flow-lifecycle": LIFECYCLE,
    "form-block": 'name = "Form"\nhandle = "form-block"\ntype = "theme"',
  });
  expect(readExtensions(directory)).toMatchObject({
    triggers: [
      {
        handle: "points-changed",
        name: "Points changed",
        description: "Starts when points change.",
        fields: [
          { key: "customer_id", type: "customer_reference" },
          { key: "Points balance", type: "number_decimal" },
        ],
      },
    ],
    action: {
      handle: "send-webhook-event",
      runtimeUrl: "/flow/actions/send-webhook-event",
      fields: [
        { key: "order_id", required: false },
        { key: "topic", name: "Event", required: true },
      ],
    },
    lifecycleUrl: "https://example.com/flow/lifecycle",
  });
});

test.for([
  ["a type of field that it does not know", TRIGGER.replace("number_decimal", "colour"), "type of field"],
  ["a field without a key", TRIGGER.replace('key = "Points balance"', ""), "every other field has one"],
  ["an action without an address", ACTION.replace(/runtime_url.*/, ""), "runtime_url"],
  ["another kind of Flow extension", TRIGGER.replace("flow_trigger", "flow_template"), "type"],
] as const)("%s is refused with the file's name", async ([, text, words]) => {
  const directory = await folder({ "flow-one": text });
  expect(() => readExtensions(directory)).toThrow(words);
  expect(() => readExtensions(directory)).toThrow("flow-one/shopify.extension.toml");
});
