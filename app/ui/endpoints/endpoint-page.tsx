import { useLocation } from "@remix-run/react";
import { Banner, BlockStack, Box, Page, Tabs } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EndpointHealth, EndpointView } from "../../queries/endpoints.ts";
import { TestCallDialog } from "../test-call/test-call-dialog.tsx";
import { DeleteEndpointDialog } from "./delete-endpoint-dialog.tsx";
import { DisableEndpointDialog } from "./disable-endpoint-dialog.tsx";
import { EndpointAddress } from "./endpoint-address.tsx";
import { EndpointBadge } from "./endpoint-badge.tsx";
import { EndpointHealthBanner } from "./endpoint-health-banner.tsx";
import { EndpointOverview, type EndpointOverviewProps } from "./endpoint-overview.tsx";
import { EndpointSignature } from "./endpoint-signature.tsx";
import { EndpointStateBanner } from "./endpoint-state-banner.tsx";
import { SecretCards } from "./secret-cards.tsx";
import { shortUrl, titleUrl } from "./short-url.ts";
import { useMissedSince } from "./use-missed-since.ts";
import { type Switching, useSwitch } from "./use-switch.ts";

interface EndpointPageProps extends Omit<EndpointOverviewProps, "missedSince"> {
  health: EndpointHealth;
}

/** Parts of the page that an address may name after its #. */
const SIGNATURE = "signature";
const TEST = "test";

type Asked = "test" | "delete" | "disable";

export function EndpointPage(props: EndpointPageProps) {
  const { endpoint, health } = props;
  const { id, url, description, status, statusSince, topics } = endpoint;
  const { t } = useTranslation("endpoint");
  const [asking, setAsking] = useState<Asked>();
  const [disabledSince, setDisabledSince] = useState<Date>();
  const close = () => setAsking(undefined);
  const [missedSince, rememberMissed] = useMissedSince();
  const { turn, ...rest } = useSwitch(id, (answer) => {
    close();
    const isEnabled = answer.kind === "switched" && answer.wanted === "enable";
    if (isEnabled && disabledSince) rememberMissed(disabledSince);
  });
  const switching: Switching = {
    ...rest,
    turn(wanted) {
      if (wanted === "enable") setDisabledSince(statusSince);
      turn(wanted);
    },
  };
  const isLong = titleUrl(url) !== shortUrl(url);
  const [tab, setTab] = useTab(() => setAsking("test"));
  return (
    <Page
      title={description || titleUrl(url)}
      additionalMetadata={description || isLong ? <EndpointAddress url={url} /> : undefined}
      titleMetadata={<EndpointBadge status={status} failing={health.failing?.noticed === true} />}
      backAction={{ content: t("list"), url: "/app/endpoints" }}
      primaryAction={{ content: t("sendTest"), onAction: () => setAsking("test") }}
      secondaryActions={useActions({ endpoint, switching, ask: setAsking })}
    >
      <BlockStack gap="400">
        <SecretCards endpointId={id} />
        {switching.problem ? <Banner tone="critical" title={switching.problem} /> : null}
        <EndpointStateBanner endpoint={endpoint} switching={switching} />
        {status === "enabled" ? <EndpointHealthBanner {...health} /> : null}
        <Tabs
          tabs={[
            { id: "overview", content: t("tabs.overview"), panelID: "overview-panel" },
            { id: "signature-tab", content: t("tabs.signature"), panelID: "signature-panel" },
          ]}
          selected={tab}
          onSelect={setTab}
        >
          <Box paddingBlockStart="400">
            {tab === 0 ? (
              <EndpointOverview {...props} missedSince={status === "enabled" ? missedSince : undefined} />
            ) : (
              <EndpointSignature endpoint={endpoint} />
            )}
          </Box>
        </Tabs>
      </BlockStack>
      <TestCallDialog
        topics={topics}
        endpoints={[{ id, label: description || shortUrl(url) }]}
        open={asking === "test"}
        onClose={close}
      />
      <DisableEndpointDialog
        turn={switching.turn}
        switching={switching.switching}
        open={asking === "disable"}
        onClose={close}
      />
      <DeleteEndpointDialog endpointId={id} url={url} open={asking === "delete"} onClose={close} />
    </Page>
  );
}

interface Actions {
  endpoint: EndpointView;
  switching: Switching;
  ask: (asked: Asked) => void;
}

function useActions({ endpoint: { id, status }, switching, ask }: Actions) {
  const { t } = useTranslation("endpoint");
  const edit = { content: t("edit"), url: `/app/endpoints/${id}/edit` };
  const pause = {
    content: t("pause"),
    loading: switching.switching,
    onAction: () => switching.turn("pause"),
  };
  const disable = { content: t("disable.open"), onAction: () => ask("disable") };
  const remove = { content: t("delete.open"), destructive: true, onAction: () => ask("delete") };
  return [
    edit,
    ...(status === "enabled" ? [pause] : []),
    ...(status === "disabled" ? [] : [disable]),
    remove,
  ];
}

/** The tab, which an address may choose; it may also ask for a test. */
function useTab(onTest: () => void): [number, (tab: number) => void] {
  const { hash } = useLocation();
  const [tab, setTab] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each address
  useEffect(() => {
    if (hash === `#${SIGNATURE}`) setTab(1);
    if (hash === `#${TEST}`) onTest();
  }, [hash]);
  return [tab, setTab];
}
