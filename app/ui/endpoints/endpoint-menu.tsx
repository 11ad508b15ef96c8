import { useNavigate } from "@remix-run/react";
import { ActionList, Button, Popover } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EndpointRowView } from "../../queries/endpoint-list.ts";
import { shortUrl } from "./short-url.ts";
import type { Switching } from "./use-switch.ts";

interface EndpointMenuProps {
  endpoint: EndpointRowView;
  switching: Switching;
  onTest: () => void;
  onDelete: () => void;
}

/** What is paused goes on, and what is enabled can be paused. */
const SWITCH = { enabled: "pause", paused: "resume" } as const;

/** What can be done with an endpoint of the list. */
export function EndpointMenu({ endpoint, switching, onTest, onDelete }: EndpointMenuProps) {
  const { t } = useTranslation("endpoints");
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { id, url, description, status } = endpoint;
  const page = `/app/endpoints/${id}`;
  const item = (content: string, onAction: () => void) => ({ content, onAction });
  function turn() {
    // Its page says why it is disabled, and once it is enabled what it has missed.
    if (status === "disabled") return item(t("menu.enable"), () => navigate(page));
    const wanted = SWITCH[status];
    return item(t(`menu.${wanted}`), () => switching.turn(wanted));
  }
  return (
    <Popover
      active={open}
      autofocusTarget="first-node"
      onClose={() => setOpen(false)}
      activator={
        <Button
          variant="tertiary"
          disclosure
          loading={switching.switching}
          onClick={() => setOpen(!open)}
          accessibilityLabel={t("menu.of", { name: description || shortUrl(url) })}
        >
          {t("menu.title")}
        </Button>
      }
    >
      <ActionList
        actionRole="menuitem"
        onActionAnyItem={() => setOpen(false)}
        items={[
          item(t("menu.edit"), () => navigate(`${page}/edit`)),
          item(t("menu.test"), onTest),
          item(t("menu.deliveries"), () => navigate(`/app/deliveries?endpoint=${id}`)),
          turn(),
          item(t("menu.rotate"), () => navigate(`${page}#signature`)),
          { ...item(t("menu.delete"), onDelete), destructive: true },
        ]}
      />
    </Popover>
  );
}
