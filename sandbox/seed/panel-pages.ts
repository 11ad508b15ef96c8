import type { FilledPanel } from "./fill-panel.ts";

interface PanelPage {
  /** for a file */
  name: string;
  path: string;
}

/** Every page of the panel, with what fillPanel made. */
export const panelPages = (filled: FilledPanel): PanelPage[] => [
  { name: "home", path: "/app" },
  { name: "endpoints", path: "/app/endpoints" },
  { name: "endpoints-none-found", path: "/app/endpoints?q=nothing-like-this" },
  { name: "by-category", path: "/app/endpoints/by-category" },
  { name: "endpoint-new", path: "/app/endpoints/new" },
  { name: "endpoints-verifying", path: "/app/endpoints/verifying" },
  { name: "endpoint", path: `/app/endpoints/${filled.working}` },
  { name: "endpoint-failing", path: `/app/endpoints/${filled.failing}` },
  { name: "endpoint-edit", path: `/app/endpoints/${filled.working}/edit` },
  { name: "deliveries", path: "/app/deliveries" },
  { name: "deliveries-none-found", path: "/app/deliveries?topic=order%2Ffulfilled" },
  { name: "delivery", path: `/app/deliveries/${filled.delivery}` },
  { name: "delivery-failed", path: `/app/deliveries/${filled.failedDelivery}` },
  { name: "events", path: "/app/events" },
  { name: "event", path: `/app/events/${filled.event}` },
  { name: "inbox", path: "/app/events/not-mapped" },
  { name: "inbox-webhook", path: `/app/events/not-mapped/${filled.unmapped}` },
  { name: "topics", path: "/app/topics" },
  { name: "topic", path: "/app/topics/product/created" },
  { name: "topic-from-flow", path: "/app/topics/wallet_pass/created" },
  { name: "flow", path: "/app/flow" },
  { name: "settings", path: "/app/settings" },
  { name: "settings-rules", path: "/app/settings/rules" },
  { name: "settings-alerts", path: "/app/settings/alerts" },
  { name: "settings-webhooks", path: "/app/settings/webhooks" },
  { name: "settings-permissions", path: "/app/settings/permissions" },
  { name: "settings-sending", path: "/app/settings/sending" },
  { name: "settings-privacy", path: "/app/settings/privacy" },
  { name: "settings-tokens", path: "/app/settings/tokens" },
  { name: "not-found", path: "/app/deliveries/dlv_00000000000000000000000000000000" },
];
