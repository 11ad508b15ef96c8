// One mail over SMTP. Whatever the server does, an answer comes within a minute.
import nodemailer from "nodemailer";
import type { Env } from "../config/env.ts";
import { VERSION } from "../config/version.ts";
import { smtpWords } from "./smtp-words.ts";

export interface Mail {
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** the part of the Message-ID before the @: a repeat has the same */
  messageId: string;
}

export type SendOutcome =
  /** note: addresses among them that the server refused, in a sentence */
  | { kind: "sent"; note: string | null }
  /** in the server's words, as far as it has some */
  | { kind: "failed"; words: string };

export interface Mailer {
  /** `signal`: gives up before that minute is over */
  send(mail: Mail, signal?: AbortSignal): Promise<SendOutcome>;
}

const WAIT = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  dnsTimeout: 10_000,
};
/** In all. Not longer than the lease of a mail (claim-mail.ts). */
const GIVE_UP_MS = 60_000;

/** undefined when SMTP_URL is not set. */
export function createMailer({
  SMTP_URL,
  MAIL_FROM,
}: Pick<Env, "SMTP_URL" | "MAIL_FROM">): Mailer | undefined {
  if (!SMTP_URL || !MAIL_FROM) return undefined;
  const { user, pass } = SMTP_URL;
  const transport = nodemailer.createTransport({
    ...{ host: SMTP_URL.host, port: SMTP_URL.port, secure: SMTP_URL.secure },
    ...(user !== undefined && { auth: { user, pass: pass ?? "" } }),
    // A password goes over an encrypted connection or not at all.
    requireTLS: user !== undefined && !SMTP_URL.onThisMachine,
    ...WAIT,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = MAIL_FROM.address.slice(MAIL_FROM.address.lastIndexOf("@") + 1);
  return {
    async send({ to, messageId, ...content }, signal) {
      const limits = [AbortSignal.timeout(GIVE_UP_MS), ...(signal ? [signal] : [])];
      const mail = {
        from: MAIL_FROM,
        to: to.map((address) => ({ name: "", address })),
        ...content,
        messageId: `<${messageId}@${domain}>`,
        headers: { "Auto-Submitted": "auto-generated", "X-Mailer": `Carillon/${VERSION}` },
        signal: AbortSignal.any(limits),
      };
      try {
        const { rejected } = await transport.sendMail(mail);
        const note = rejected.length > 0 ? `The mail server has refused ${rejected.join(", ")}.` : null;
        return { kind: "sent", note };
      } catch (error) {
        return { kind: "failed", words: smtpWords(error, [user, pass]) };
      }
    },
  };
}
