import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { StoredTopics } from "../../pipeline/recover/stored-topics.ts";
import type { EndpointView } from "../../queries/endpoints.ts";
import type { RecoveryView } from "../../queries/recoveries.ts";
import { useRefresh } from "../deliveries/use-refresh.ts";
import { RecoverForm } from "./recover-form.tsx";
import { RecoveryItem } from "./recovery-item.tsx";
import { countWords, notStoredWords, sendWords } from "./recovery-words.ts";
import { useRecover } from "./use-recover.ts";

interface RecoverCardProps {
  endpoint: Pick<EndpointView, "id" | "status">;
  /** the last few of this endpoint, newest first */
  recoveries: RecoveryView[];
}

/** Sends again what an endpoint did not get: counts first, then sends, then shows how far it is. */
export function RecoverCard({ endpoint, recoveries }: RecoverCardProps) {
  useRefresh(recoveries.some(({ status }) => status === "running"));
  const closed = endpoint.status === "disabled";
  if (closed && recoveries.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Send again
          </Text>
          <Text as="p" tone="subdued">
            {closed
              ? "Enable the endpoint to send again what it did not get."
              : "Sends what did not arrive, with its original event id and time, signed with today's secret."}
          </Text>
        </BlockStack>
        {closed ? null : <Order endpointId={endpoint.id} />}
        {recoveries.length > 0 ? (
          <ul className="plain-list" aria-label="Recoveries of this endpoint">
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

function Order({ endpointId }: { endpointId: string }) {
  const { choice, choose, timezone, counted, count, counting, begin, beginning, problem } =
    useRecover(endpointId);
  return (
    <BlockStack gap="300">
      <RecoverForm choice={choice} onChange={choose} timezone={timezone} />
      {problem ? <Banner tone="warning" title={problem} /> : null}
      <div role="status">
        {counted ? <Text as="p">{countWords(choice.include, counted)}</Text> : null}
        {counted?.topics ? <TopicsText topics={counted.topics} /> : null}
      </div>
      <InlineStack gap="200">
        {counted && counted.count > 0 ? (
          <Button variant="primary" onClick={begin} loading={beginning}>
            {sendWords(choice.include, counted)}
          </Button>
        ) : (
          <Button onClick={count} disabled={!count} loading={counting}>
            Count them
          </Button>
        )}
      </InlineStack>
    </BlockStack>
  );
}

/** What can be sent is what was stored. */
function TopicsText({ topics: { stored, notStored } }: { topics: StoredTopics }) {
  return (
    <div className="wrap-anywhere">
      {stored.length > 0 ? (
        <Text as="p" tone="subdued">
          Stored in this time: {stored.join(", ")}.
        </Text>
      ) : null}
      {notStored.length > 0 ? (
        <Text as="p">
          Not stored, because no enabled endpoint had these topics at the time: {notStoredWords(notStored)}.
          They cannot be sent.
        </Text>
      ) : null}
    </div>
  );
}
