// All that the panel says in French. One file for each of its parts.
import polaris from "@shopify/polaris/locales/fr.json" with { type: "json" };
import alerts from "./fr/alerts.json" with { type: "json" };
import byCategory from "./fr/byCategory.json" with { type: "json" };
import common from "./fr/common.json" with { type: "json" };
import deliveries from "./fr/deliveries.json" with { type: "json" };
import delivery from "./fr/delivery.json" with { type: "json" };
import endpoint from "./fr/endpoint.json" with { type: "json" };
import endpoints from "./fr/endpoints.json" with { type: "json" };
import events from "./fr/events.json" with { type: "json" };
import fieldTexts from "./fr/fieldTexts.json" with { type: "json" };
import flow from "./fr/flow.json" with { type: "json" };
import flowTexts from "./fr/flowTexts.json" with { type: "json" };
import home from "./fr/home.json" with { type: "json" };
import privacy from "./fr/privacy.json" with { type: "json" };
import problems from "./fr/problems.json" with { type: "json" };
import reconcile from "./fr/reconcile.json" with { type: "json" };
import recoveries from "./fr/recoveries.json" with { type: "json" };
import rules from "./fr/rules.json" with { type: "json" };
import settings from "./fr/settings.json" with { type: "json" };
import signatures from "./fr/signatures.json" with { type: "json" };
import testCall from "./fr/testCall.json" with { type: "json" };
import topics from "./fr/topics.json" with { type: "json" };
import topicTexts from "./fr/topicTexts.json" with { type: "json" };
import webhooks from "./fr/webhooks.json" with { type: "json" };

export const fr = {
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
  flowTexts,
  settings,
  rules,
  alerts,
  webhooks,
  privacy,
  reconcile,
  problems,
  topicTexts,
  fieldTexts,
} as const;
