import { useNavigation } from "@remix-run/react";
import { BlockStack, Card, EmptyState, Page } from "@shopify/polaris";
import { useState } from "react";
import type { DeliveryStatus, DeliveryView } from "../../queries/deliveries.ts";
import type { RecoveryView } from "../../queries/recoveries.ts";
import { Pager } from "../paging/pager.tsx";
import { ResendAllDialog } from "../recoveries/resend-all-dialog.tsx";
import { RunningRecoveries } from "../recoveries/running-recoveries.tsx";
import bell from "../shell/bell.svg?url";
import { DeliveryTable } from "./delivery-table.tsx";
import { StatusFilter } from "./status-filter.tsx";

interface DeliveryLogProps {
  page: { rows: DeliveryView[]; next: string | null; previous: string | null };
  status: DeliveryStatus | undefined;
  /** of one endpoint or trigger only; `name`: as a filter it is called so */
  endpoint: { id: string; name: string } | undefined;
  /** of one event only */
  eventId: string | undefined;
  /** those that are running */
  recoveries: RecoveryView[];
}

const PATH = "/app/deliveries";

export function DeliveryLog({ page, status, endpoint, eventId, recoveries }: DeliveryLogProps) {
  const loading = useNavigation().location?.pathname === PATH;
  const filter = { status, endpoint: endpoint?.id, event: eventId };
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const empty = page.rows.length === 0;
  const [asking, setAsking] = useState(false);
  const sendAgain = { content: "Send all again", onAction: () => setAsking(true) };
  return (
    <Page
      title="Deliveries"
      subtitle="Every event that was sent or is on its way, newest first."
      secondaryActions={empty || status === "pending" ? [] : [sendAgain]}
    >
      <BlockStack gap="400">
        <RunningRecoveries recoveries={recoveries} />
        <Card padding="0">
          {empty && !filtered ? (
            <EmptyState
              heading="No deliveries yet"
              image={bell}
              action={{ content: "Go to endpoints", url: "/app/endpoints" }}
            >
              <p>As soon as something happens in your store that an endpoint listens to, it appears here.</p>
            </EmptyState>
          ) : (
            <>
              <StatusFilter status={status} endpoint={endpoint} eventId={eventId} />
              <section id="deliveries" aria-label="Deliveries" aria-busy={loading}>
                {empty ? (
                  <EmptyState
                    heading="No deliveries match"
                    image={bell}
                    action={{ content: "Show all deliveries", url: PATH }}
                  >
                    <p>Nothing in the log fits this filter.</p>
                  </EmptyState>
                ) : (
                  <DeliveryTable deliveries={page.rows} showEndpoint={!endpoint} loading={loading} />
                )}
                <Pager of="deliveries" path={PATH} keep={filter} next={page.next} previous={page.previous} />
              </section>
            </>
          )}
        </Card>
      </BlockStack>
      <ResendAllDialog filter={filter} open={asking} onClose={() => setAsking(false)} />
    </Page>
  );
}
