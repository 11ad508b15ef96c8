import { BlockStack, Box, IndexTable, InlineError, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EndpointRowView } from "../../queries/endpoint-list.ts";
import { EndpointBadge } from "./endpoint-badge.tsx";
import { EndpointMenu } from "./endpoint-menu.tsx";
import { EndpointName } from "./endpoint-name.tsx";
import { FailureRate } from "./failure-rate.tsx";
import { LastDelivery } from "./last-delivery.tsx";
import { TopicsText } from "./topics-text.tsx";
import { useSwitch } from "./use-switch.ts";

interface EndpointRowProps {
  endpoint: EndpointRowView;
  position: number;
  condensed: boolean;
  onTest: () => void;
  onDelete: () => void;
}

export function EndpointRow({ endpoint, position, condensed, onTest, onDelete }: EndpointRowProps) {
  const switching = useSwitch(endpoint.id, () => undefined);
  const { id, status, failing, topics } = endpoint;
  const badge = <EndpointBadge status={status} failing={failing} />;
  const menu = <EndpointMenu endpoint={endpoint} switching={switching} onTest={onTest} onDelete={onDelete} />;
  const name = (
    <>
      <EndpointName endpoint={endpoint} />
      {switching.problem ? <InlineError message={switching.problem} fieldID={id} /> : null}
    </>
  );
  if (condensed) {
    return (
      <IndexTable.Row id={id} position={position}>
        <Box padding="300" width="100%">
          <BlockStack gap="200">
            <InlineStack align="space-between" blockAlign="center">
              {badge}
              {menu}
            </InlineStack>
            {name}
            <InlineStack>
              <TopicsText topics={topics} />
            </InlineStack>
            <CondensedFigures endpoint={endpoint} />
          </BlockStack>
        </Box>
      </IndexTable.Row>
    );
  }
  return (
    <IndexTable.Row id={id} position={position}>
      <IndexTable.Cell>{badge}</IndexTable.Cell>
      <IndexTable.Cell>{name}</IndexTable.Cell>
      <IndexTable.Cell>
        <TopicsText topics={topics} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <FailureRate {...endpoint} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <LastDelivery last={endpoint.last} />
      </IndexTable.Cell>
      <IndexTable.Cell>{menu}</IndexTable.Cell>
    </IndexTable.Row>
  );
}

/** Without headings above them, figures say what they are. */
function CondensedFigures({ endpoint }: Pick<EndpointRowProps, "endpoint">) {
  const { t } = useTranslation("endpoints");
  return (
    <dl className="figure-list">
      <div>
        <dt>{t("list.columns.failureRate")}</dt>
        <dd>
          <FailureRate {...endpoint} />
        </dd>
      </div>
      <div>
        <dt>{t("list.columns.lastDelivery")}</dt>
        <dd>
          <LastDelivery last={endpoint.last} />
        </dd>
      </div>
    </dl>
  );
}
