// PURE: what a mail says of one notice.
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
  const { endpoint, kind, reason, statusCode } = notice;
  const { title, what, advice } = wordsOf(notice);
  const failure = kind === "recovered" ? undefined : diagnose({ reason, statusCode });
  const path =
    kind === "exhausted" ? `/app/deliveries/${notice.deliveryId}` : `/app/endpoints/${endpoint.id}`;
  const href = link(path);
  return {
    title,
    paragraphs: [
      what,
      ...(failure ? [`${failure.what} ${failure.advice}`] : []),
      ...(advice ? [advice] : []),
    ],
    facts: [
      ["Endpoint", bareUrl(endpoint.url)],
      ["Time", absoluteTime(notice.createdAt, timezone)],
      ...since(notice, timezone),
      ...(reason === null ? [] : [["Reason", reasonText(notice)] satisfies [string, string]]),
      ...(kind === "exhausted" ? [["Delivery", `${notice.deliveryId}`] satisfies [string, string]] : []),
    ],
    answer: (kind !== "recovered" && answerText(notice.response)) || undefined,
    link: href ? { label: kind === "exhausted" ? "See the delivery" : "See the endpoint", href } : undefined,
  };
}

/** In a mail's subject. */
export const noticeTitle = (notice: MailNotice): string => wordsOf(notice).title;

function wordsOf(notice: MailNotice): Words {
  const name = `“${endpointName(notice.endpoint)}”`;
  switch (notice.kind) {
    case "first_failure":
      return { title: `A request to ${name} failed`, what: "Carillon tries it again by itself." };
    case "failing":
      return {
        title: `${name} is failing`,
        what: "Four attempts in a row have failed. Carillon goes on trying, and disables the endpoint if nothing arrives for five days.",
      };
    case "disabled":
      return { title: `${name} was disabled`, ...disabledWords(notice) };
    case "recovered":
      return {
        title: `${name} works again`,
        what: "An attempt has succeeded, and what is still waiting goes out by its schedule.",
        advice: "What used up its attempts in the meantime can be recovered in the panel.",
      };
    case "exhausted":
      return {
        title: `An event did not reach ${name}`,
        what: "All attempts of one delivery have failed, while the endpoint otherwise works. Nothing more is tried.",
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

function disabledWords({ disabledReason }: MailNotice): Omit<Words, "title"> {
  switch (disabledReason) {
    case "gone":
      return { what: "Its server said that the URL is no longer in use. What waited was discarded." };
    case "failing":
      return {
        what: "Nothing has arrived for five days, so Carillon has stopped sending. What waited was discarded.",
        advice: AFTERWARDS,
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
