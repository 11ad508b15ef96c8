import { IndexTable, useBreakpoints } from "@shopify/polaris";
import type { DeliveryView } from "../../queries/deliveries.ts";
import { DeliveryRow } from "./delivery-row.tsx";

interface DeliveryTableProps {
  deliveries: DeliveryView[];
  /** false where all are of one endpoint */
  showEndpoint: boolean;
  loading: boolean;
}

/** Deliveries, newest first, each a link to its page. A list of cards on a narrow screen. */
export function DeliveryTable({ deliveries, showEndpoint, loading }: DeliveryTableProps) {
  const condensed = useBreakpoints().smDown;
  return (
    <IndexTable
      resourceName={{ singular: "delivery", plural: "deliveries" }}
      itemCount={deliveries.length}
      headings={[
        { title: "Topic" },
        { title: "Status" },
        ...(showEndpoint ? [{ title: "To" }] : []),
        { title: "Response" },
        { title: "Attempts", alignment: "end" },
        { title: "Time" },
      ]}
      selectable={false}
      condensed={condensed}
      loading={loading}
    >
      {deliveries.map((delivery, position) => (
        <DeliveryRow
          key={delivery.id}
          delivery={delivery}
          position={position}
          showEndpoint={showEndpoint}
          condensed={condensed}
        />
      ))}
    </IndexTable>
  );
}
