import { Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { OriginText } from "../events/origin-text.tsx";
import { inboundPath } from "../events/paths.ts";
import { useProblem } from "../texts/use-problem.ts";
import { DueTime } from "../time/due-time.tsx";
import { RelativeTime } from "../time/relative-time.tsx";
import type { ListedInbound } from "./listed.ts";
import { MapAgainButton } from "./map-again-button.tsx";
import type { MapAgainCall } from "./use-map-again.ts";

/** What became no event, newest first, each a link to its page. */
export function InboundList({ inbound, call }: { inbound: ListedInbound[]; call: MapAgainCall }) {
  return (
    <ul className="plain-list event-list">
      {inbound.map((one) => (
        <li key={one.id} className="event-row">
          <InboundRow inbound={one} call={call} />
        </li>
      ))}
    </ul>
  );
}

function InboundRow({ inbound, call }: { inbound: ListedInbound; call: MapAgainCall }) {
  const { t } = useTranslation("events");
  const problem = useProblem();
  const { id, origin, status, explanation, receivedAt, nextTryAt, hasBody } = inbound;
  return (
    <>
      <div className="wrap-anywhere">
        <Link url={inboundPath(id)} removeUnderline monochrome>
          <Text as="span" fontWeight="medium">
            <OriginText origin={origin} />
          </Text>
        </Link>
        <Text as="p" tone="subdued">
          {problem(explanation)}
        </Text>
      </div>
      <div>
        {status === "waiting" ? (
          nextTryAt === null ? null : (
            <Text as="p" tone="subdued">
              {t("inbox.asked")} <DueTime time={nextTryAt} />
            </Text>
          )
        ) : hasBody ? (
          <MapAgainButton order={{ id }} call={call} what={inbound.topic} />
        ) : (
          <Text as="p" tone="subdued">
            {t("inbox.noBody")}
          </Text>
        )}
      </div>
      <Text as="span" tone="subdued">
        <RelativeTime time={receivedAt} />
      </Text>
    </>
  );
}
