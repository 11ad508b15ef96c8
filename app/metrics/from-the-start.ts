// The series of counters that are there at 0 before anything happens: those that alerts compare with 0 or with each
// other, and what is of the same kind. Topics are left out: nobody waits for the first event of one.
import type { Metrics, Surface } from "./metrics.ts";

const STATUSES = [200, 400, 401, 405, 408, 413, 429, 503];
const SURFACES: Surface[] = ["webhooks", "flow", "proxy", "api", "panel", "auth", "metrics"];
const SET_ASIDE = ["replayed_elsewhere", "no_shop_named", "other_request"];
const UNREACHED = ["dns", "connection", "tls", "timeout"];
const MAPPED: Parameters<Metrics["mapped"]>[0][] = ["mapped", "unmapped", "failed"];
const INQUIRIES: Parameters<Metrics["inquiry"]>[0][] = ["answered", "not_connected", "postponed"];
const ENDED: Parameters<Metrics["ended"]>[0][] = ["succeeded", "failed", "discarded"];
const DISABLED: Parameters<Metrics["endpointDisabled"]>[0][] = ["answers", "long_pause"];
const LIMITED: Parameters<Metrics["shopifyLimited"]>[0][] = ["throttled", "too_many_requests", "not_made"];

export const FROM_THE_START = {
  inbound: STATUSES.map((status) => ({ status })),
  refused: ["unsigned", "other_shop"].map((reason) => ({ surface: "webhooks", reason })),
  limited: SURFACES.map((surface) => ({ surface })),
  setAside: SET_ASIDE.map((reason) => ({ reason })),
  mapped: MAPPED.map((outcome) => ({ outcome })),
  inquiries: INQUIRIES.map((outcome) => ({ outcome })),
  attempts: [
    { status: "succeeded", reason: "" },
    ...[...UNREACHED, "http_status"].map((reason) => ({ status: "failed", reason })),
  ],
  ended: ENDED.map((status) => ({ status })),
  shopifyLimited: LIMITED.map((reason) => ({ reason })),
  disabled: DISABLED.map((cause) => ({ cause })),
};
