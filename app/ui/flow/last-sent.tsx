import { Link, Text } from "@shopify/polaris";
import type { FlowTriggerView } from "../../queries/flow.ts";
import { STATUS_LABELS } from "../deliveries/delivery-status.tsx";
import { ResponseText } from "../deliveries/response-text.tsx";
import { TopicName } from "../endpoints/topic-name.tsx";
import { RelativeTime } from "../time/relative-time.tsx";

/** A trigger's newest event, and the way to all of them. */
export function LastSent({ trigger: { last, endpointId } }: { trigger: FlowTriggerView }) {
  if (!last) {
    return (
      <Text as="p" tone="subdued">
        Nothing has happened yet that starts it.
      </Text>
    );
  }
  return (
    <p className="wrap-anywhere">
      Last event:{" "}
      <Link url={`/app/deliveries/${last.id}`}>
        <TopicName name={last.topic} />
      </Link>
      , {STATUS_LABELS[last.status].toLowerCase()}
      {last.lastReason === null ? null : (
        <>
          {" "}
          (<ResponseText {...last} />)
        </>
      )}{" "}
      <RelativeTime time={last.at} />. <Link url={`/app/deliveries?endpoint=${endpointId}`}>See all</Link>
    </p>
  );
}
