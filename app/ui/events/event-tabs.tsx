import { useNavigate } from "@remix-run/react";
import { Tabs } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { EVENTS, INBOX } from "./paths.ts";

const TABS = ["events", "inbox"] as const;
const PATHS = { events: EVENTS, inbox: INBOX };

/** What became an event, and what came in and became none. */
export function EventTabs({ selected }: { selected: (typeof TABS)[number] }) {
  const { t } = useTranslation("events");
  const navigate = useNavigate();
  return (
    <Tabs
      tabs={TABS.map((tab) => ({ id: `tab-${tab}`, content: t(`tab.${tab}`), panelID: selected }))}
      selected={TABS.indexOf(selected)}
      onSelect={(index) => navigate(PATHS[TABS[index] ?? "events"])}
    />
  );
}
