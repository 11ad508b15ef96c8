import { ALERT_CALLS } from "./alerts.ts";
import type { ApiCall } from "./call.ts";
import { DELIVERY_CALLS } from "./deliveries.ts";
import { ENDPOINT_CALLS } from "./endpoints.ts";
import { ENDPOINT_ACTION_CALLS } from "./endpoints-actions.ts";
import { ENDPOINT_TEST_CALLS } from "./endpoints-tests.ts";
import { EVENT_CALLS } from "./events.ts";
import { INBOUND_CALLS } from "./inbound.ts";
import { streamEvents } from "./live/stream-events.ts";
import { openApiDocument } from "./openapi/document.ts";
import { PRIVACY_CALLS } from "./privacy.ts";
import { RECOVERY_CALLS } from "./recoveries.ts";
import { RECOVERY_BEGIN_CALLS } from "./recoveries-begin.ts";
import { referenceCalls } from "./reference.ts";
import { RULE_CALLS } from "./rules.ts";
import { TOPIC_CALLS } from "./topics.ts";

/** Every call of the API, in the order of the document. */
export const CALLS: readonly ApiCall[] = [
  ...TOPIC_CALLS,
  ...ENDPOINT_TEST_CALLS,
  ...ENDPOINT_CALLS,
  ...ENDPOINT_ACTION_CALLS,
  streamEvents, // before /events/{id}
  ...EVENT_CALLS,
  ...DELIVERY_CALLS,
  ...RECOVERY_BEGIN_CALLS,
  ...RECOVERY_CALLS,
  ...INBOUND_CALLS,
  ...RULE_CALLS,
  ...ALERT_CALLS,
  ...PRIVACY_CALLS,
  ...referenceCalls(() => documentText()),
];

let made: string | undefined;

/** The OpenAPI document of them all, as JSON: made when it is first asked for. */
export function documentText(): string {
  made ??= JSON.stringify(openApiDocument(CALLS));
  return made;
}
