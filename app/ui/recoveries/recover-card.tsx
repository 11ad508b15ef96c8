import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { StoredTopics } from "../../pipeline/recover/stored-topics.ts";
import type { EndpointView } from "../../queries/endpoints.ts";
import type { RecoveryView } from "../../queries/recoveries.ts";
import { LeftOut } from "../deliveries/left-out.tsx";
import { useRefresh } from "../refresh/use-refresh.ts";
import { useShopClock } from "../time/shop-clock.tsx";
import { RecoverForm } from "./recover-form.tsx";
import { RecoveryItem } from "./recovery-item.tsx";
import { LONGEST_MS } from "./since.ts";
import { useRecover } from "./use-recover.ts";
import { useRecoveryWords } from "./use-recovery-words.ts";

interface RecoverCardProps {
  endpoint: Pick<EndpointView, "id" | "status">;
  /** the last few of this endpoint, newest first */
  recoveries: RecoveryView[];
  /** since when it was disabled, if it has just been enabled */
  missedSince?: Date | undefined;
}

/** Sends again what an endpoint did not get: counts first, then sends, then shows how far it is. */
export function RecoverCard({ endpoint, recoveries, missedSince }: RecoverCardProps) {
  const { t } = useTranslation("recoveries");
  useRefresh(recoveries.some(({ status }) => status === "running"));
  const closed = endpoint.status === "disabled";
  if (closed && recoveries.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("card.title")}
          </Text>
          <Text as="p" tone="subdued">
            {closed ? t("card.closed") : t("card.what")}
          </Text>
        </BlockStack>
        {closed ? null : <Order endpointId={endpoint.id} missedSince={missedSince} />}
        {recoveries.length > 0 ? (
          <ul className="plain-list" aria-label={t("card.list")}>
            {recoveries.map((recovery) => (
              <li key={recovery.id} className="attempt">
                <RecoveryItem recovery={recovery} showEndpoint={false} />
              </li>
            ))}
          </ul>
        ) : null}
      </BlockStack>
    </Card>
  );
}

interface OrderProps {
  endpointId: string;
  missedSince: Date | undefined;
}

function Order({ endpointId, missedSince }: OrderProps) {
  const { t } = useTranslation("recoveries");
  const words = useRecoveryWords();
  const { now } = useShopClock();
  const missed = missedSince && now.getTime() - missedSince.getTime() < LONGEST_MS ? missedSince : undefined;
  const order = useRecover(endpointId, missed);
  const { choice, counted } = order;
  return (
    <BlockStack gap="300">
      <RecoverForm
        choice={choice}
        onChange={order.choose}
        missed={missed !== undefined}
        timezone={order.timezone}
      />
      {order.problem ? <Banner tone="warning" title={order.problem} /> : null}
      <div role="status">
        {counted ? <Text as="p">{words.counted(choice.include, counted)}</Text> : null}
        {counted && counted.beside.ended > 0 ? <Text as="p">{words.ended(counted.beside.ended)}</Text> : null}
        {counted?.topics ? <TopicsText topics={counted.topics} /> : null}
        {counted ? <LeftOut left={{ waiting: counted.beside.pending }} /> : null}
      </div>
      <InlineStack gap="200">
        {counted && counted.count > 0 ? (
          <Button variant="primary" onClick={order.begin} loading={order.beginning}>
            {words.send(choice.include, counted)}
          </Button>
        ) : (
          <Button onClick={order.count} disabled={!order.count} loading={order.counting}>
            {t("count")}
          </Button>
        )}
      </InlineStack>
    </BlockStack>
  );
}

/** What can be sent is what was stored. */
function TopicsText({ topics: { stored, notStored } }: { topics: StoredTopics }) {
  const { t } = useTranslation("recoveries");
  const words = useRecoveryWords();
  return (
    <div className="wrap-anywhere">
      {stored.length > 0 ? (
        <Text as="p" tone="subdued">
          {t("topics.stored", { topics: stored.join(", ") })}
        </Text>
      ) : null}
      {notStored.length > 0 ? (
        <Text as="p">{t("topics.notStored", { topics: words.notStored(notStored) })}</Text>
      ) : null}
    </div>
  );
}
