// The mail that tells a merchant of a customer's request. It names nobody. It is sent whatever the shop's alerts are set
// to: the merchant is the one who must answer.
import type { Deps } from "../config/deps.ts";
import { type MailState, mailState } from "../notifications/mail-state.ts";
import { panelLink } from "../notifications/panel-link.ts";
import { renderHtml, renderText } from "../notifications/render-mail.ts";
import type { Duty } from "./duty.ts";
import { DOWNLOAD_DAYS } from "./export-data.ts";

/** Of the words that are no outcome of sending: off, there is no mail server · no_address · no_shop, it is not known. */
export type RequestMail = "sent" | "failed" | Exclude<MailState["kind"], "ready"> | "no_shop";

type Needs = Pick<Deps, "pool" | "env" | "mailer">;

export async function mailDataRequest(
  deps: Needs,
  duty: Duty,
  { shopId, isNothing }: { shopId: string | null; isNothing: boolean },
): Promise<RequestMail> {
  const addresses = await addressesOf(deps, shopId);
  if (!addresses) return "no_shop";
  const state = mailState(deps, addresses);
  if (state.kind !== "ready" || !deps.mailer) return state.kind === "ready" ? "off" : state.kind;
  const { kind } = await deps.mailer.send({ to: state.to, ...compose(deps, duty, isNothing) });
  return kind;
}

async function addressesOf({ pool }: Needs, shopId: string | null) {
  const { rows } = await pool.query<{ addresses: string[]; email: string | null }>(
    `select coalesce(a.addresses, '{}') as addresses, s.email
     from shop s left join alert_settings a on a.shop_id = s.id
     where s.id = $1 and s.uninstalled_at is null`,
    [shopId],
  );
  return rows[0];
}

function compose({ env }: Needs, { id, shopDomain, requestedAt }: Duty, isNothing: boolean) {
  const until = new Date(requestedAt.getTime() + DOWNLOAD_DAYS * 86_400_000).toISOString().slice(0, 10);
  const held = isNothing
    ? "Carillon holds nothing on them: there is nothing to hand on, and nothing else to do here."
    : `Carillon holds data on them. Until ${until} it can be downloaded in the panel under Settings, Data and privacy, to be handed on with
       what other apps hold.`.replace(/\s+/g, " ");
  const href = panelLink(env, shopDomain, "/app/settings/privacy");
  const title = "A customer asks for their data";
  const parts = {
    sections: [
      {
        title,
        paragraphs: [`A customer of ${shopDomain} has asked, through Shopify, what is held on them. ${held}`],
        facts: [["Asked", `${requestedAt.toISOString().slice(0, 10)}`]] as [string, string][],
        answer: undefined,
        link: href === undefined ? undefined : { label: "Data and privacy", href },
      },
    ],
    more: undefined,
    footer: {
      text: `Carillon sends this for ${shopDomain}, because the shop has to answer the customer.`,
      href: undefined,
    },
  };
  return { messageId: id, subject: title, text: renderText(parts), html: renderHtml(parts) };
}
