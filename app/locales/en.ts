// All that the panel says in English. One file for each of its parts.
import polaris from "@shopify/polaris/locales/en.json" with { type: "json" };
import alerts from "./en/alerts.json" with { type: "json" };
import byCategory from "./en/byCategory.json" with { type: "json" };
import common from "./en/common.json" with { type: "json" };
import deliveries from "./en/deliveries.json" with { type: "json" };
import delivery from "./en/delivery.json" with { type: "json" };
import endpoint from "./en/endpoint.json" with { type: "json" };
import endpoints from "./en/endpoints.json" with { type: "json" };
import events from "./en/events.json" with { type: "json" };
import flow from "./en/flow.json" with { type: "json" };
import home from "./en/home.json" with { type: "json" };
import privacy from "./en/privacy.json" with { type: "json" };
import reconcile from "./en/reconcile.json" with { type: "json" };
import recoveries from "./en/recoveries.json" with { type: "json" };
import rules from "./en/rules.json" with { type: "json" };
import settings from "./en/settings.json" with { type: "json" };
import signatures from "./en/signatures.json" with { type: "json" };
import testCall from "./en/testCall.json" with { type: "json" };
import topics from "./en/topics.json" with { type: "json" };
import webhooks from "./en/webhooks.json" with { type: "json" };

export const en = {
  polaris,
  common,
  home,
  endpoints,
  endpoint,
  byCategory,
  testCall,
  signatures,
  deliveries,
  delivery,
  recoveries,
  events,
  topics,
  flow,
  settings,
  rules,
  alerts,
  webhooks,
  privacy,
  reconcile,
} as const;
