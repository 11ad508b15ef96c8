import { type DeveloperCommand, type Option, urlOption, type Words } from "./command.ts";
import { toTime } from "./time-words.ts";

interface Delivery {
  id: string;
  event_id: string;
  url: string | null;
  flow_trigger: string | null;
  topic: string;
  status: string;
  attempts: number;
  next_attempt_at: string | null;
  last_reason: string | null;
  last_status_code: number | null;
  created_at: string;
}

interface Attempt {
  number: number;
  status: string;
  reason: string | null;
  detail: string | null;
  status_code: number | null;
  started_at: string;
  duration_ms: number;
  response_body: string | null;
}

const idOption = {
  id: { value: "dlv_…", required: true, says: "the delivery's id" },
} as const satisfies Record<string, Option>;

export const deliveryList: DeveloperCommand = {
  over: "api",
  summary: "Lists deliveries, newest first.",
  options: {
    status: { value: "failed", says: "pending, succeeded, failed or discarded" },
    endpoint: { value: "ep_…", says: "of this endpoint" },
    topic: { value: "order/paid", says: "of this topic" },
    event: { value: "evt_…", says: "of this event" },
    since: { value: "2h", says: "made since: a time like 2026-11-20T10:00:00Z, or 30m, 2h, 7d ago" },
    until: { value: "30m", says: "made before, likewise" },
    limit: { value: "50", says: "how many, at most 100" },
    cursor: { value: "dlv_…", says: "goes on where the list before ended" },
    ...urlOption,
  },
  async run(api, words) {
    const page = await api.call<{ deliveries: Delivery[]; next_cursor: string | null }>(
      "GET",
      `/deliveries?${queryOf(words, new Date())}`,
    );
    const lines = page.deliveries.map(lineOf);
    if (page.next_cursor !== null) lines.push(`There are more: --cursor ${page.next_cursor}`);
    return { json: page, text: lines.join("\n") || "No delivery." };
  },
};

export const deliveryShow: DeveloperCommand = {
  over: "api",
  summary: "Shows a delivery: its attempts, what came back, and its body.",
  options: { ...idOption, ...urlOption },
  async run(api, { id = "" }) {
    const path = `/deliveries/${encodeURIComponent(id)}`;
    const delivery = await api.call<Delivery & { attempt_log: Attempt[]; body: string | null }>("GET", path);
    const { event_id, url, flow_trigger, next_attempt_at, attempt_log, body } = delivery;
    const lines = [
      lineOf(delivery),
      `event ${event_id} to ${url ?? `Shopify Flow, ${flow_trigger}`}`,
      ...(next_attempt_at === null ? [] : [`next attempt ${next_attempt_at}`]),
      ...attempt_log.map(attemptLine),
      body ?? "The body has aged out.",
    ];
    return { json: delivery, text: lines.join("\n") };
  },
};

export const deliveryResend: DeveloperCommand = {
  over: "api",
  summary: "Sends a delivery once more. The token needs write scope.",
  options: { ...idOption, ...urlOption },
  async run(api, { id = "" }) {
    const json = await api.call<object>("POST", `/deliveries/${encodeURIComponent(id)}/resend`);
    return { json, text: `${id} is sent again. What came of it: carillon delivery show --id ${id}` };
  },
};

function queryOf({ status, endpoint, topic, event, since, until, limit, cursor }: Words, now: Date): string {
  const fields = {
    ...{ status, endpoint_id: endpoint, topic, event_id: event, limit, cursor },
    since: since && toTime("since", since, now),
    until: until && toTime("until", until, now),
  };
  return String(
    new URLSearchParams(
      Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1])),
    ),
  );
}

function lineOf({
  id,
  created_at,
  status,
  topic,
  attempts,
  last_status_code,
  last_reason,
}: Delivery): string {
  const outcome = last_status_code ?? last_reason ?? "";
  const tries = `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`;
  return `${created_at}  ${id}  ${status.padEnd(9)}  ${topic}  ${tries}  ${outcome}`.trimEnd();
}

function attemptLine({
  number,
  started_at,
  status,
  status_code,
  reason,
  detail,
  duration_ms,
  response_body,
}: Attempt): string {
  const outcome = [status_code, reason, detail].filter((word) => word !== null).join(" ");
  const answer = response_body ? `: ${response_body.slice(0, 200)}` : "";
  return `attempt ${number}  ${started_at}  ${status}  ${outcome}  ${duration_ms} ms${answer}`;
}
