import type { ResponseKind } from "../../db/match-deliveries.ts";

/** What may have come back, in the order of the filter. A kind that is missing here does not compile. */
const KINDS: Record<ResponseKind, true> = {
  "2xx": true,
  "4xx": true,
  "5xx": true,
  redirect: true,
  timeout: true,
  connection: true,
  dns: true,
  tls: true,
  blocked_address: true,
  response_too_large: true,
  flow_refused: true,
  flow_incomplete: true,
  not_connected: true,
  withheld: true,
};

export const RESPONSES = Object.keys(KINDS) as ResponseKind[];
