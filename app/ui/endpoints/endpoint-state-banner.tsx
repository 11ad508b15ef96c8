import { Banner, BlockStack } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { EndpointView } from "../../queries/endpoints.ts";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import type { Switching } from "./use-switch.ts";

const REASONS = ["merchant", "failing", "gone"] as const;

const PAUSE_MS = 7 * 86_400_000;

interface EndpointStateBannerProps {
  endpoint: Pick<EndpointView, "status" | "disabledReason" | "statusSince">;
  switching: Switching;
}

/** Why an endpoint gets nothing, and the way back; nothing when it does. */
export function EndpointStateBanner({ endpoint, switching }: EndpointStateBannerProps) {
  switch (endpoint.status) {
    case "enabled":
      return null;
    case "paused":
      return <Paused endpoint={endpoint} switching={switching} />;
    case "disabled":
      return <Disabled endpoint={endpoint} switching={switching} />;
  }
}

function Paused({ endpoint: { statusSince }, switching: { turn, switching } }: EndpointStateBannerProps) {
  const { t } = useTranslation("endpoint");
  const end = new Date(statusSince.getTime() + PAUSE_MS);
  return (
    <Banner
      tone="warning"
      title={t("paused.title")}
      action={{ content: t("paused.resume"), loading: switching, onAction: () => turn("resume") }}
    >
      <p>
        <Trans t={t} i18nKey="paused.what" components={{ time: <AbsoluteTime time={end} /> }} />
      </p>
    </Banner>
  );
}

function Disabled({ endpoint, switching: { turn, switching } }: EndpointStateBannerProps) {
  const { t } = useTranslation("endpoint");
  const reason = REASONS.find((known) => known === endpoint.disabledReason) ?? "merchant";
  return (
    <Banner
      tone="critical"
      title={t("disabled.title")}
      action={{ content: t("disabled.enable"), loading: switching, onAction: () => turn("enable") }}
    >
      <BlockStack gap="100">
        <p>{t(`disabled.why.${reason}`)}</p>
        <p>
          {t(`disabled.advice.${reason}`)}{" "}
          <Trans
            t={t}
            i18nKey="disabled.since"
            components={{ time: <AbsoluteTime time={endpoint.statusSince} /> }}
          />
        </p>
      </BlockStack>
    </Banner>
  );
}
