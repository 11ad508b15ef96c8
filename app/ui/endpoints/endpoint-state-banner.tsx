import { Banner } from "@shopify/polaris";
import type { EndpointView } from "../../queries/endpoints.ts";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import type { Switching } from "./use-switch.ts";

const DISABLED_BECAUSE: Record<string, string> = {
  merchant: "It was disabled by hand, or was paused for 7 days.",
  failing: "Every attempt of the last days failed, so Carillon stopped sending.",
  gone: "Its server answered 410 Gone, which means that the URL is no longer in use.",
};

const PAUSE_MS = 7 * 86_400_000;

interface EndpointStateBannerProps {
  endpoint: Pick<EndpointView, "status" | "disabledReason" | "statusSince">;
  switching: Switching;
}

/** Why an endpoint gets nothing, and the way back; nothing when it does. */
export function EndpointStateBanner({ endpoint, switching: { turn, switching } }: EndpointStateBannerProps) {
  const { status, disabledReason, statusSince } = endpoint;
  if (status === "enabled") return null;
  if (status === "paused") {
    return (
      <Banner
        tone="warning"
        title="This endpoint is paused"
        action={{ content: "Resume", loading: switching, onAction: () => turn("resume") }}
      >
        <p>
          Its events wait and are sent when you resume it. On{" "}
          <AbsoluteTime time={new Date(statusSince.getTime() + PAUSE_MS)} /> it is disabled, and what waits is
          discarded.
        </p>
      </Banner>
    );
  }
  return (
    <Banner
      tone="critical"
      title="This endpoint is disabled"
      action={{ content: "Enable", loading: switching, onAction: () => turn("enable") }}
    >
      <p>
        {DISABLED_BECAUSE[disabledReason ?? ""] ?? ""} It has had no events since{" "}
        <AbsoluteTime time={statusSince} />; once you enable it, it gets new ones.
      </p>
    </Banner>
  );
}
