import { Banner } from "@shopify/polaris";
import type { MailState } from "../../notifications/mail-state.ts";

/** Why no mail can be sent; nothing when it can. */
export function MailStateBanner({ mail }: { mail: MailState }) {
  switch (mail.kind) {
    case "ready":
      return null;
    case "off":
      return (
        <Banner tone="warning" title="E-mail is off">
          <p>
            Whoever runs Carillon has to set SMTP_URL and MAIL_FROM. What happens is listed below all the
            same, and endpoints can hear of it by the topics that begin with endpoint/.
          </p>
        </Banner>
      );
    case "no_address":
      return (
        <Banner tone="warning" title="There is no address to send to">
          <p>Carillon does not know this shop’s e-mail address. Enter at least one below.</p>
        </Banner>
      );
  }
}
