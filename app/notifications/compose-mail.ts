// PURE: the mail about one or several notices.
import type { Env } from "../config/env.ts";
import type { ClaimedMail, MailNotice } from "./claim-mail.ts";
import type { Mail } from "./mailer.ts";
import { noticeSection, noticeTitle } from "./notice-words.ts";
import { panelLink } from "./panel-link.ts";
import { renderHtml, renderText } from "./render-mail.ts";

type LinkEnv = Pick<Env, "SHOPIFY_API_KEY" | "SHOPIFY_APP_URL">;

interface Shop {
  domain: string;
  /** IANA */
  timezone: string;
}

/** Everything but the recipients. The newest notice's id identifies it: the same mail again has the same one. */
export function composeMail(
  env: LinkEnv,
  { domain, timezone }: Shop,
  { notices, total }: Pick<ClaimedMail, "notices" | "total">,
): Omit<Mail, "to"> {
  const link = (path: string) => panelLink(env, domain, path);
  const newest = notices.at(-1);
  if (!newest) throw new Error("a mail about nothing");
  const parts = {
    sections: notices.map((notice) => noticeSection(notice, timezone, link)),
    more:
      total > notices.length
        ? `And ${total - notices.length} more, which are listed in the panel.`
        : undefined,
    footer: footer(domain, link("/app/settings/alerts")),
  };
  return {
    messageId: `${newest.id}.${total}`,
    subject: subject(notices, newest, total),
    text: renderText(parts),
    html: renderHtml(parts),
  };
}

function subject(notices: MailNotice[], newest: MailNotice, total: number): string {
  if (total === 1) return noticeTitle(newest);
  const endpoints = new Set(notices.map(({ endpoint }) => endpoint.id)).size;
  return endpoints === 1
    ? `${noticeTitle(newest)} (${total} messages)`
    : `${total} messages about ${endpoints} endpoints`;
}

export function composeTest(env: LinkEnv, domain: string, noticeId: string): Omit<Mail, "to"> {
  const parts = {
    sections: [
      {
        title: "Test of Carillon’s alerts",
        paragraphs: ["This mail was asked for in the panel or through the API. Alerts arrive the same way."],
        facts: [],
        answer: undefined,
        link: undefined,
      },
    ],
    more: undefined,
    footer: footer(domain, panelLink(env, domain, "/app/settings/alerts")),
  };
  return {
    messageId: noticeId,
    subject: "Test of Carillon’s alerts",
    text: renderText(parts),
    html: renderHtml(parts),
  };
}

const footer = (domain: string, href: string | undefined) => ({
  text: `Carillon sends this for ${domain}. Who is mailed, and when, is set under Alerts.`,
  href,
});
