import { Banner } from "@shopify/polaris";
import type { EndpointView } from "../../queries/endpoints.ts";

const DISABLED_BECAUSE: Record<string, string> = {
  merchant: "It was disabled by hand.",
  failing: "Every attempt of the last days failed, so Carillon stopped sending.",
  gone: "Its server answered 410 Gone, which means that the URL is no longer in use.",
};

/** Why an endpoint gets nothing; nothing when it does. */
export function EndpointStateBanner({
  status,
  disabledReason,
}: Pick<EndpointView, "status" | "disabledReason">) {
  if (status === "enabled") return null;
  return status === "paused" ? (
    <Banner tone="warning" title="This endpoint is paused">
      <p>Its events wait and are sent when it goes on.</p>
    </Banner>
  ) : (
    <Banner tone="critical" title="This endpoint is disabled">
      <p>{DISABLED_BECAUSE[disabledReason ?? ""] ?? "It gets no events."}</p>
    </Banner>
  );
}
