import { IndexTable, useBreakpoints } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EndpointRowView } from "../../queries/endpoint-list.ts";
import { TestCallDialog } from "../test-call/test-call-dialog.tsx";
import { DeleteEndpointDialog } from "./delete-endpoint-dialog.tsx";
import { EndpointRow } from "./endpoint-row.tsx";
import { shortUrl } from "./short-url.ts";

interface EndpointTableProps {
  endpoints: EndpointRowView[];
  loading: boolean;
}

type Dialog = "test" | "delete";

/** Endpoints, newest first, each with its menu. A list of cards on a narrow screen. */
export function EndpointTable({ endpoints, loading }: EndpointTableProps) {
  const { t } = useTranslation("endpoints");
  const condensed = useBreakpoints().smDown;
  const [asked, setAsked] = useState<{ dialog: Dialog; id: string }>();
  const close = () => setAsked(undefined);
  const endpoint = endpoints.find(({ id }) => id === asked?.id);
  return (
    <>
      <IndexTable
        resourceName={{ singular: t("list.singular"), plural: t("list.plural") }}
        itemCount={endpoints.length}
        headings={[
          { title: t("list.columns.status") },
          { title: t("list.columns.endpoint") },
          { title: t("list.columns.topics") },
          { title: t("list.columns.failureRate") },
          { title: t("list.columns.lastDelivery") },
          { title: t("menu.title"), hidden: true },
        ]}
        selectable={false}
        condensed={condensed}
        loading={loading}
      >
        {endpoints.map((row, position) => (
          <EndpointRow
            key={row.id}
            endpoint={row}
            position={position}
            condensed={condensed}
            onTest={() => setAsked({ dialog: "test", id: row.id })}
            onDelete={() => setAsked({ dialog: "delete", id: row.id })}
          />
        ))}
      </IndexTable>
      {endpoint ? (
        <RowDialogs key={endpoint.id} endpoint={endpoint} open={asked?.dialog} onClose={close} />
      ) : null}
    </>
  );
}

interface RowDialogsProps {
  endpoint: EndpointRowView;
  open: Dialog | undefined;
  onClose: () => void;
}

function RowDialogs({ endpoint: { id, url, description, topics }, open, onClose }: RowDialogsProps) {
  return (
    <>
      <TestCallDialog
        topics={topics}
        endpoints={[{ id, label: description || shortUrl(url) }]}
        open={open === "test"}
        onClose={onClose}
      />
      <DeleteEndpointDialog endpointId={id} url={url} open={open === "delete"} onClose={onClose} />
    </>
  );
}
