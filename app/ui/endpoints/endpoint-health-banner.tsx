import { Banner, List } from "@shopify/polaris";
import type { EndpointHealth } from "../../queries/endpoints.ts";
import { DueTime } from "../time/due-time.tsx";
import { RelativeTime } from "../time/relative-time.tsx";

/** What is wrong with sending to an enabled endpoint just now; nothing when all is well. */
export function EndpointHealthBanner({ failing, shrunkTo, heldUntil }: EndpointHealth) {
  if (!failing && shrunkTo === null && !heldUntil) return null;
  return (
    <Banner
      tone="warning"
      title={failing ? "Deliveries to this endpoint fail" : "Sending to this endpoint is slowed down"}
    >
      <List>
        {failing ? (
          <List.Item>
            {failing.failures === 1 ? "The last attempt" : `The last ${failing.failures} attempts`} failed,
            the first of them <RelativeTime time={failing.since} />. Each delivery is tried again for three
            days. If nothing arrives for 5 days, the endpoint is disabled.
          </List.Item>
        ) : null}
        {shrunkTo === null ? null : (
          <List.Item>
            Its server is overloaded or does not answer in time, so it gets at most{" "}
            {shrunkTo === 1 ? "1 request" : `${shrunkTo} requests`} at a time. Each success lets it have more.
          </List.Item>
        )}
        {heldUntil ? (
          <List.Item>
            Its server asked to wait: the next request goes out <DueTime time={heldUntil} />.
          </List.Item>
        ) : null}
      </List>
    </Banner>
  );
}
