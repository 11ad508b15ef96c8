import type { Flow, FlowOptions } from "#sandbox/flow/create-flow.ts";
import type { FlowExtensions, FlowField } from "#sandbox/flow/extensions.ts";
import type { WorkflowInput } from "#sandbox/flow/workflow.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";
import { SHOP, standIn } from "./stand-in.ts";

const field = (key: string, type: string, required = false): FlowField => ({
  key,
  type,
  name: key,
  required,
});

const EXTENSIONS: FlowExtensions = {
  triggers: [
    {
      ...{ handle: "points-changed", name: "Points changed", description: "Starts when points change." },
      fields: [
        field("customer_id", "customer_reference"),
        field("Event", "single_line_text_field"),
        field("Points balance", "number_decimal"),
        field("Data is complete", "boolean"),
      ],
    },
    {
      ...{ handle: "page-seen", name: "Page seen", description: "" },
      fields: [field("Address", "url"), field("Seen by", "email")],
    },
  ],
  action: {
    ...{ handle: "send-webhook-event", name: "Send webhook event" },
    runtimeUrl: "https://example.com/flow/actions/send-webhook-event",
    fields: [
      field("customer_id", "customer_reference"),
      field("topic", "single_line_text_field", true),
      field("data", "multi_line_text_field"),
    ],
  },
  lifecycleUrl: "/flow/lifecycle",
};

export const workflow = (input: Partial<WorkflowInput> = {}): WorkflowInput => ({
  ...{ name: "Tell the team", trigger: "points-changed", action: null },
  ...input,
});

export interface TestFlow extends Awaited<ReturnType<typeof standIn>> {
  flow: Flow;
  /** the app: what Flow sends it */
  app: TestReceiver;
  /** what Flow would have waited before each further try */
  pauses: number[];
  /** digits of a customer that the shop has */
  customer: string;
}

/** Flow in a shop, and an app that answers 200 until it is told otherwise. */
export async function flowStandIn(options: Partial<FlowOptions> = {}): Promise<TestFlow> {
  const app = await createTestReceiver();
  const pauses: number[] = [];
  const pause = async (seconds: number) => void pauses.push(seconds);
  const shopify = await standIn({
    appUrl: new URL(app.url).origin,
    flow: { extensions: EXTENSIONS, pause, ...options },
  });
  const customer = shopify.storeOf(SHOP).addCustomer().id.split("/").at(-1) ?? "";
  return { ...shopify, flow: shopify.flowOf(SHOP), app, pauses, customer };
}
