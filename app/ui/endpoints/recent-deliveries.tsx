import { useNavigation, useSearchParams } from "@remix-run/react";
import { Box, Button, ButtonGroup, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryView } from "../../queries/deliveries.ts";
import { DeliveryTable } from "../deliveries/delivery-table.tsx";
import { RECENT_OUTCOMES, type RecentOutcome } from "./recent-outcomes.ts";

interface RecentDeliveriesProps {
  endpointId: string;
  deliveries: DeliveryView[];
  /** which of them are shown */
  outcome: RecentOutcome;
}

export function RecentDeliveries({ endpointId, deliveries, outcome }: RecentDeliveriesProps) {
  const { t } = useTranslation("endpoint");
  const loading = useNavigation().location?.pathname === `/app/endpoints/${endpointId}`;
  const status = outcome === "all" ? "" : `&status=${outcome}`;
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("recent.title")}
          </Text>
          <InlineStack gap="300" blockAlign="center">
            <OutcomeChoice outcome={outcome} />
            <Link url={`/app/deliveries?endpoint=${endpointId}${status}`}>{t("recent.all")}</Link>
          </InlineStack>
        </InlineStack>
      </Box>
      {deliveries.length > 0 ? (
        <DeliveryTable deliveries={deliveries} showEndpoint={false} brief loading={loading} />
      ) : (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t(`recent.none.${outcome}`)}
          </Text>
        </Box>
      )}
    </Card>
  );
}

function OutcomeChoice({ outcome }: Pick<RecentDeliveriesProps, "outcome">) {
  const { t } = useTranslation("endpoint");
  const [, setAddress] = useSearchParams();
  const show = (next: RecentOutcome) =>
    setAddress(
      (address) => {
        if (next === "all") address.delete("show");
        else address.set("show", next);
        return address;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <ButtonGroup variant="segmented">
      {RECENT_OUTCOMES.map((choice) => (
        <Button key={choice} size="slim" pressed={choice === outcome} onClick={() => show(choice)}>
          {t(`recent.show.${choice}`)}
        </Button>
      ))}
    </ButtonGroup>
  );
}
