import { IndexTable, type IndexTableProps, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryView } from "../../queries/deliveries.ts";
import { DeliveryCard, DeliveryRow } from "./delivery-row.tsx";

/** Which rows are chosen, and what can be done with them. */
interface DeliverySelection
  extends Pick<IndexTableProps, "onSelectionChange" | "promotedBulkActions" | "hasMoreItems"> {
  ids: string[];
  /** all that match, on every page */
  all: boolean;
}

interface DeliveryTableProps {
  deliveries: DeliveryView[];
  /** false where all are of one endpoint */
  showEndpoint: boolean;
  /** without the next attempt and how long the last one took, for a page as narrow as a form's */
  brief?: boolean;
  loading: boolean;
  /** without it nothing can be chosen */
  selection?: DeliverySelection;
}

/** Deliveries, each a link to its page. A list of cards on a narrow screen. */
export function DeliveryTable(props: DeliveryTableProps) {
  const { deliveries, showEndpoint, brief = false, loading, selection } = props;
  const { t } = useTranslation("deliveries");
  const condensed = useBreakpoints().smDown;
  const { ids = [], all = false, ...selecting } = selection ?? {};
  const Row = condensed ? DeliveryCard : DeliveryRow;
  return (
    <IndexTable
      resourceName={{ singular: t("one"), plural: t("many") }}
      itemCount={deliveries.length}
      headings={[
        { title: t("column.topic") },
        { title: t("column.status") },
        ...(showEndpoint ? [{ title: t("column.endpoint") }] : []),
        { title: t("column.response") },
        { title: t("column.attempts"), alignment: "end" },
        ...(brief
          ? []
          : [{ title: t("column.next") }, { title: t("column.duration"), alignment: "end" as const }]),
        { title: t("column.time") },
      ]}
      {...selecting}
      selectable={selection !== undefined}
      selectedItemsCount={all ? "All" : ids.length}
      condensed={condensed}
      loading={loading}
    >
      {deliveries.map((delivery, position) => (
        <Row
          key={delivery.id}
          delivery={delivery}
          position={position}
          showEndpoint={showEndpoint}
          brief={brief}
          selected={all || ids.includes(delivery.id)}
        />
      ))}
    </IndexTable>
  );
}
