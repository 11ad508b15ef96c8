// PURE: what a mail says of one notice.
import texts from "../locales/en/delivery.json" with { type: "json" };
import { diagnose } from "../ui/deliveries/diagnose.ts";
import { absoluteTime } from "../ui/time/format-time.ts";
import type { MailNotice } from "./claim-mail.ts";
import { bareUrl, endpointName } from "./endpoint-name.ts";

/** A part of a mail, in plain text. */
export interface Section {
  title: string;
  paragraphs: string[];
  facts: [label: string, value: string][];
  /** the start of what the endpoint's server answered */
  answer: string | undefined;
  link: { label: string; href: string } | undefined;
}

interface Words {
  title: string;
  what: string;
  /** what to do */
  advice?: string;
}

const LONGEST_ANSWER = 500;

/** `link`: makes an address of the panel, where there is one. */
export function noticeSection(
  notice: MailNotice,
  timezone: string,
  link: (path: string) => string | undefined,
): Section {
  const { kind, reason, statusCode, response: detail } = notice;
  const { title, what, advice } = wordsOf(notice);
  const toFlow = isFlow(notice);
  const failure =
    kind === "recovered" ? undefined : diagnose(texts.diagnosis, { reason, statusCode, detail, toFlow });
  const page = pageOf(notice);
  const href = link(page.path);
  return {
    title,
    paragraphs: [
      what,
      ...(failure ? [`${failure.what} ${failure.advice}`] : []),
      ...(advice ? [advice] : []),
    ],
    facts: [
      destinationFact(notice),
      ["Time", absoluteTime(notice.createdAt, timezone)],
      ...since(notice, timezone),
      ...(reason === null ? [] : [["Reason", reasonText(notice)] satisfies [string, string]]),
      ...(kind === "exhausted" ? [["Delivery", `${notice.deliveryId}`] satisfies [string, string]] : []),
    ],
    answer: (kind !== "recovered" && answerText(notice.response)) || undefined,
    link: href ? { label: page.label, href } : undefined,
  };
}

const isFlow = ({ endpoint }: MailNotice): boolean => bareUrl(endpoint.url) === null;

function destinationFact({ endpoint }: MailNotice): [string, string] {
  const url = bareUrl(endpoint.url);
  return url === null ? ["Trigger", endpointName(endpoint)] : ["Endpoint", url];
}

/** Where the panel tells more. */
function pageOf(notice: MailNotice): { label: string; path: string } {
  if (notice.kind === "exhausted")
    return { label: "See the delivery", path: `/app/deliveries/${notice.deliveryId}` };
  return isFlow(notice)
    ? { label: "See the triggers", path: "/app/flow" }
    : { label: "See the endpoint", path: `/app/endpoints/${notice.endpoint.id}` };
}

/** In a mail's subject. */
export const noticeTitle = (notice: MailNotice): string => wordsOf(notice).title;

function wordsOf(notice: MailNotice): Words {
  const name = `“${endpointName(notice.endpoint)}”`;
  const noun = isFlow(notice) ? "trigger" : "endpoint";
  switch (notice.kind) {
    case "first_failure":
      return { title: `A request to ${name} failed`, what: "Carillon tries it again by itself." };
    case "failing":
      return {
        title: `${name} is failing`,
        what: `Four attempts in a row have failed. Carillon goes on trying, and disables the ${noun} if nothing arrives for five days.`,
      };
    case "disabled":
      return { title: `${name} was disabled`, ...disabledWords(notice) };
    case "recovered":
      return {
        title: `${name} works again`,
        what: "An attempt has succeeded, and what is still waiting goes out by its schedule.",
        advice: `What used up its attempts in the meantime can be ${isFlow(notice) ? "sent again" : "recovered"} in the panel.`,
      };
    case "exhausted":
      return {
        title: `An event did not reach ${name}`,
        what: `All attempts of one delivery have failed, while the ${noun} otherwise works. Nothing more is tried.`,
        advice: "When the cause is mended, resend the delivery in the panel.",
      };
    case "check":
      return {
        title: `The weekly check of ${name} failed`,
        what: "The endpoint had heard of nothing for seven days, and a test call to it failed.",
      };
  }
}

const AFTERWARDS = "When the cause is mended, enable the endpoint in the panel and recover what it missed.";
const AFTERWARDS_FLOW = "When the cause is mended, enable the trigger in the panel.";

function disabledWords(notice: MailNotice): Omit<Words, "title"> {
  switch (notice.disabledReason) {
    case "gone":
      return { what: "Its server said that the URL is no longer in use. What waited was discarded." };
    case "failing":
      return {
        what: "Nothing has arrived for five days, so Carillon has stopped sending. What waited was discarded.",
        advice: isFlow(notice) ? AFTERWARDS_FLOW : AFTERWARDS,
      };
    default:
      return {
        what: "It had been paused for seven days. What waited was discarded.",
        advice: "Enable it in the panel when it should hear of events again.",
      };
  }
}

function since({ since, kind }: MailNotice, timezone: string): [string, string][] {
  if (since === null || kind === "exhausted") return [];
  return [[kind === "recovered" ? "Had been failing since" : "Failing since", absoluteTime(since, timezone)]];
}

const reasonText = ({ reason, statusCode }: MailNotice): string =>
  statusCode === null ? `${reason}` : `${reason} (status ${statusCode})`;

/** Line breaks stay. */
function answerText(response: string | null): string {
  const clean = (response ?? "").replace(/[^\P{Cc}\n\t]/gu, "").trim();
  return clean.length > LONGEST_ANSWER ? `${clean.slice(0, LONGEST_ANSWER)}…` : clean;
}
