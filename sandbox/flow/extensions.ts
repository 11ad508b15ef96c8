// What the app brings to Shopify Flow, read from the files that `shopify app deploy` would bring to Shopify. The app's
// own tables are not looked at: this is the other side.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import { ROOT } from "../app-process.ts";
import { SandboxError } from "../sandbox-error.ts";

export interface FlowField {
  /** as payloads and requests name it: `customer_id` for a reference to a customer */
  key: string;
  type: string;
  /** what the merchant sees */
  name: string;
  required: boolean;
}

export interface FlowTrigger {
  handle: string;
  name: string;
  description: string;
  fields: FlowField[];
}

export interface FlowAction {
  handle: string;
  name: string;
  /** as the file has it */
  runtimeUrl: string;
  fields: FlowField[];
}

export interface FlowExtensions {
  triggers: FlowTrigger[];
  /** The sandbox has a place for one. */
  action: FlowAction | undefined;
  /** where the app wants to hear which triggers are used */
  lifecycleUrl: string | undefined;
}

const REFERENCE = /_reference$/;
const TRIGGER_TYPES =
  /^((customer|order)_reference|boolean|email|single_line_text_field|url|number_decimal)$/;
const ACTION_TYPES = /^((customer|order)_reference|(single|multi)_line_text_field)$/;

const fieldSchema = (types: RegExp) =>
  z
    .object({
      type: z.string().regex(types, "the sandbox does not know this type of field"),
      key: z.string().optional(),
      name: z.string().optional(),
      required: z.boolean().default(false),
    })
    .refine(({ type, key }) => REFERENCE.test(type) !== (key !== undefined), {
      message: "a reference has no key, every other field has one",
    })
    .transform(({ type, key = type.replace(REFERENCE, "_id"), name = key, required }): FlowField => {
      return { key, type, name, required };
    });

const settings = (types: RegExp) =>
  z.object({ fields: z.array(fieldSchema(types)).default([]) }).default({ fields: [] });

const named = { handle: z.string(), name: z.string() };

const extensionSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("flow_trigger"),
    ...named,
    description: z.string().default(""),
    settings: settings(TRIGGER_TYPES),
  }),
  z.object({
    type: z.literal("flow_action"),
    ...named,
    runtime_url: z.string(),
    settings: settings(ACTION_TYPES),
  }),
  z.object({ type: z.literal("flow_trigger_lifecycle_callback"), ...named, url: z.string() }),
]);

type Extension = z.infer<typeof extensionSchema>;

/** Extensions of other kinds are passed over. Throws SandboxError when a file is not as Shopify wants it. */
export function readExtensions(directory = path.join(ROOT, "extensions")): FlowExtensions {
  const all = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readExtension(path.join(directory, name, "shopify.extension.toml")));
  const actions = all.flatMap((one) => (one.type === "flow_action" ? [one] : []));
  if (actions.length > 1) throw new SandboxError("The sandbox's Flow has a place for one action.");
  return {
    triggers: all.flatMap((one) =>
      one.type === "flow_trigger" ? [{ ...one, fields: one.settings.fields }] : [],
    ),
    action: actions.map((one) => ({ ...one, runtimeUrl: one.runtime_url, fields: one.settings.fields }))[0],
    lifecycleUrl: all.flatMap((one) => (one.type === "flow_trigger_lifecycle_callback" ? one.url : []))[0],
  };
}

interface ExtensionFile {
  extensions?: { type?: string }[];
}

/** What stands outside of a file's extensions is said of each of them, as Shopify's CLI has it. */
function readExtension(file: string): Extension[] {
  const { extensions = [], ...common } = parse(readFileSync(file, "utf8")) as ExtensionFile;
  return extensions
    .filter(({ type }) => type?.startsWith("flow_"))
    .map((extension) => {
      const read = extensionSchema.safeParse({ ...common, ...extension });
      if (read.success) return read.data;
      throw new SandboxError(
        `${file} is no extension that the sandbox knows.\n${z.prettifyError(read.error)}`,
      );
    });
}
