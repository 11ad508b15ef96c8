import { useNavigate } from "@remix-run/react";
import { InlineStack, Tabs, Tag } from "@shopify/polaris";
import type { DeliveryStatus } from "../../queries/deliveries.ts";
import { address } from "../paging/pager.tsx";
import { STATUS_LABELS } from "./delivery-status.tsx";

interface StatusFilterProps {
  status: DeliveryStatus | undefined;
  /** `name`: where they went */
  endpoint: { id: string; name: string } | undefined;
  eventId: string | undefined;
}

const STATUSES = Object.keys(STATUS_LABELS) as DeliveryStatus[];

/** Which deliveries are listed. All of it stands in the address, so that a list can be linked to. */
export function StatusFilter(shown: StatusFilterProps) {
  const { status, endpoint, eventId } = shown;
  const navigate = useNavigate();
  const choices = [undefined, ...STATUSES];
  const show = (next: Partial<StatusFilterProps>) => {
    const { status, endpoint, eventId } = { ...shown, ...next };
    navigate(address("/app/deliveries", { status, endpoint: endpoint?.id, event: eventId }));
  };

  return (
    <>
      <Tabs
        tabs={choices.map((choice) => ({
          id: choice ?? "all",
          content: choice ? STATUS_LABELS[choice] : "All",
          panelID: "deliveries",
        }))}
        selected={choices.indexOf(status)}
        onSelect={(index) => show({ status: choices[index] })}
      />
      {endpoint || eventId ? (
        <div className="filter-tag">
          <InlineStack gap="200">
            {endpoint ? <Tag onRemove={() => show({ endpoint: undefined })}>{endpoint.name}</Tag> : null}
            {eventId ? <Tag onRemove={() => show({ eventId: undefined })}>{`Event: ${eventId}`}</Tag> : null}
          </InlineStack>
        </div>
      ) : null}
    </>
  );
}
