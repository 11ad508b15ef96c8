import { useNavigation } from "@remix-run/react";
import { BlockStack, Card, EmptyState, FooterHelp, Page } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeliveryView } from "../../queries/deliveries.ts";
import type { DeliverySearch } from "../../queries/delivery-search.ts";
import type { DestinationChoice } from "../../queries/destinations.ts";
import type { Page as PageOfRows } from "../../queries/page.ts";
import type { RecoveryView } from "../../queries/recoveries.ts";
import { ResendAllDialog } from "../recoveries/resend-all-dialog.tsx";
import { RunningRecoveries } from "../recoveries/running-recoveries.tsx";
import bell from "../shell/bell.svg?url";
import { DeliveryFilters } from "./delivery-filters.tsx";
import { DeliveryList } from "./delivery-list.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { IgnoredBanner } from "./ignored-banner.tsx";
import { LogActions } from "./log-actions.tsx";
import { ResendSelectedDialog } from "./resend-selected-dialog.tsx";
import { DELIVERIES, isNarrowed, searchAddress } from "./search-address.ts";
import { useLive } from "./use-live.ts";
import { useSelection } from "./use-selection.ts";
import { useWantedSearch } from "./use-wanted-search.ts";

export interface DeliveryLogProps {
  page: PageOfRows<DeliveryView>;
  search: DeliverySearch;
  /** parameters of the address that mean nothing */
  ignored: string[];
  /** what the list can be narrowed to */
  destinations: DestinationChoice[];
  /** those that are running */
  recoveries: RecoveryView[];
  /** days; rows */
  limits: { logDays: number; bodyDays: number; mostExported: number };
}

/** What is asked in a dialog just now. */
type Asking = "selected" | "all" | "export" | null;

/** The log: what was sent and what is on its way. */
export function DeliveryLog(props: DeliveryLogProps) {
  const { page, search, ignored, destinations, recoveries, limits } = props;
  const { t } = useTranslation("deliveries");
  const loading = useNavigation().location?.pathname === DELIVERIES;
  const [asking, setAsking] = useState<Asking>(null);
  const [live, setLive] = useState(false);
  const selection = useSelection(page.rows, searchAddress(search));
  const [wanted, show] = useWantedSearch(search);

  const isNewest = page.previous === null && search.sort === "newest";
  const said = useLive({
    on: live && isNewest,
    paused: asking !== null || loading || selection.ids.length > 0,
    ids: page.rows.map(({ id }) => id),
  });
  const toggleLive = () => {
    setLive(!(live && isNewest));
    if (!isNewest) show({ ...search, sort: "newest" });
  };
  const empty = page.rows.length === 0;
  const fresh = empty && !isNarrowed(search);
  const close = () => setAsking(null);
  return (
    <Page
      fullWidth
      title={t("title")}
      subtitle={t("subtitle")}
      secondaryActions={
        <LogActions
          live={live && isNewest}
          onLive={toggleLive}
          onExport={empty ? undefined : () => setAsking("export")}
          onResendAll={empty || onlyPending(search) ? undefined : () => setAsking("all")}
        />
      }
    >
      <BlockStack gap="400">
        <div role="status" className="visually-hidden">
          {said}
        </div>
        <IgnoredBanner names={ignored} />
        <RunningRecoveries recoveries={recoveries} />
        <Card padding="0">
          {fresh ? (
            <EmptyState
              heading={t("empty.title")}
              image={bell}
              action={{ content: t("empty.action"), url: "/app/endpoints" }}
            >
              <p>{t("empty.text")}</p>
            </EmptyState>
          ) : (
            <>
              <DeliveryFilters
                search={wanted}
                destinations={destinations}
                loading={loading}
                onChange={show}
              />
              <DeliveryList
                page={page}
                search={search}
                loading={loading}
                selection={selection}
                onResend={() => setAsking(selection.all ? "all" : "selected")}
              />
            </>
          )}
        </Card>
      </BlockStack>
      <FooterHelp>{t("kept", { days: limits.logDays, bodies: limits.bodyDays })}</FooterHelp>
      <ResendSelectedDialog
        ids={selection.ids}
        open={asking === "selected"}
        onClose={close}
        onQueued={() => {
          close();
          selection.clear();
        }}
      />
      <ResendAllDialog search={search} open={asking === "all"} onClose={close} />
      <ExportDialog search={search} most={limits.mostExported} open={asking === "export"} onClose={close} />
    </Page>
  );
}

const onlyPending = ({ statuses }: DeliverySearch): boolean =>
  statuses.length === 1 && statuses[0] === "pending";
