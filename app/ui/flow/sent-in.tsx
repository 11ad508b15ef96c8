import { BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SentInView } from "../../queries/flow.ts";
import { TopicName } from "../endpoints/topic-name.tsx";
import { RelativeTime } from "../time/relative-time.tsx";
import { roundText } from "./rounds.ts";

/** The newest events that workflows sent, each with the way to its deliveries. */
export function SentIn({ events }: { events: SentInView[] }) {
  const { t } = useTranslation("flow");
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("sentIn.title")}
      </Text>
      {events.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("sentIn.none")}
        </Text>
      ) : (
        <ul className="plain-list">
          {events.map(({ id, topic, flowHops, createdAt }) => (
            <li key={id} className="wrap-anywhere">
              <Link url={`/app/deliveries?event=${id}`}>
                <TopicName name={topic} />
              </Link>{" "}
              <Text as="span" tone="subdued">
                <RelativeTime time={createdAt} />, {roundText(t, flowHops)}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </BlockStack>
  );
}
