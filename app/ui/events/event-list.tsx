import { Badge, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EventView } from "../../queries/events.ts";
import { TopicName } from "../endpoints/topic-name.tsx";
import { RelativeTime } from "../time/relative-time.tsx";
import { OriginText } from "./origin-text.tsx";
import { OutcomeBadges } from "./outcome-badges.tsx";
import { eventPath } from "./paths.ts";
import { resourceName } from "./resource-name.ts";

/** Events, newest first, each a link to its page. */
export function EventList({ events }: { events: EventView[] }) {
  return (
    <ul className="plain-list event-list">
      {events.map((event) => (
        <li key={event.id} className="event-row">
          <EventRow event={event} />
        </li>
      ))}
    </ul>
  );
}

function EventRow({ event }: { event: EventView }) {
  const { t } = useTranslation("events");
  const { id, topic, test, resource, origin, deliveries, createdAt } = event;
  return (
    <>
      <div className="wrap-anywhere">
        <InlineStack gap="200" blockAlign="center">
          <Link url={eventPath(id)} removeUnderline monochrome>
            <Text as="span" fontWeight="medium">
              <TopicName name={topic} />
            </Text>
          </Link>
          {test ? <Badge tone="info">{t("test")}</Badge> : null}
        </InlineStack>
        <Text as="p" tone="subdued">
          {resource === null ? null : `${resourceName(resource)} · `}
          <OriginText origin={origin} />
        </Text>
      </div>
      <OutcomeBadges counts={deliveries} />
      <Text as="span" tone="subdued">
        <RelativeTime time={createdAt} />
      </Text>
    </>
  );
}
