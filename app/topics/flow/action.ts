// The action that Carillon brings to Shopify Flow: workflows send events with it. Its extension, its intake, the panel
// and the docs are made of this table. Client-safe.

/** At Shopify for ever: a handle that was deployed cannot be renamed. */
export const FLOW_ACTION_HANDLE = "send-webhook-event";

export const FLOW_ACTION_NAME = "Send webhook event";

export type FlowActionField =
  /** comes as `customer_id` or `order_id`; a required one could not be used after triggers that lack it */
  | { type: "customer_reference" | "order_reference"; required: false }
  | {
      type: "single_line_text_field" | "multi_line_text_field";
      /** what it is called in the request's `properties` */
      key: string;
      /** what merchants see above the field */
      name: string;
      /** what merchants see below the field */
      description: string;
      required: boolean;
    };

export const FLOW_ACTION_FIELDS: readonly FlowActionField[] = [
  { type: "customer_reference", required: false },
  { type: "order_reference", required: false },
  {
    type: "single_line_text_field",
    key: "topic",
    name: "Event",
    description: "What happened, for example membership/billing_failure.",
    required: true,
  },
  {
    type: "multi_line_text_field",
    key: "data",
    name: "Data",
    description: "JSON, or one key=value on each line.",
    required: false,
  },
  {
    type: "single_line_text_field",
    key: "event_id",
    name: "Started by event",
    description: "The Event id of the Carillon trigger that started the workflow. Leave it empty for others.",
    required: false,
  },
];
