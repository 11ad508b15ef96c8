// How the shop hears of its endpoints by mail.
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { ALERT_MODES, alertSettingsBody } from "../notifications/alert-fields.ts";
import { saveAlertSettings } from "../notifications/alert-settings.ts";
import { alertsView } from "../notifications/alerts-view.ts";
import { MAIL_STATE_SENTENCES } from "../notifications/mail-state.ts";
import { sendTestMail } from "../notifications/send-test-mail.ts";
import { answer, defineCall, json } from "./call.ts";
import { problem } from "./problem.ts";

const group = "Settings";

const alertsSchema = z
  .object({
    mode: z.enum(ALERT_MODES),
    addresses: z.array(z.string()).describe("Empty: the shop's own address"),
    email: z
      .object({
        state: z.string().describe("ready, or what is missing"),
        to: z.array(z.string()).describe("Where mails go"),
        detail: z.string().nullable(),
      })
      .describe("Whether mails can be sent"),
  })
  .meta({ id: "Alerts" });

type Alerts = z.output<typeof alertsSchema>;

const ALERTS_EXAMPLE: Alerts = {
  mode: "changes",
  addresses: [],
  email: { state: "ready", to: ["shop@example.com"], detail: null },
};

const read = defineCall({
  method: "get",
  path: "/alerts",
  id: "getAlerts",
  group,
  scope: "read",
  summary: "When and where mails about endpoints go",
  answers: { 200: json("The settings", alertsSchema, ALERTS_EXAMPLE) },
  run: async ({ deps, shopId }) => answer(200, await alertsJson(deps, shopId)),
});

const replace = defineCall({
  method: "put",
  path: "/alerts",
  id: "putAlerts",
  group,
  scope: "write",
  summary: "Replace the settings of mails",
  description: "A field that is left out is set back. `email` is no part of it.",
  body: alertSettingsBody,
  bodyExample: { mode: "daily", addresses: ["ops@example.com"] },
  answers: { 200: json("The settings as they are then", alertsSchema, ALERTS_EXAMPLE) },
  async run({ deps, shopId, body }) {
    await saveAlertSettings(deps, shopId, body);
    return answer(200, await alertsJson(deps, shopId));
  },
});

const test = defineCall({
  method: "post",
  path: "/alerts/test",
  id: "testAlerts",
  group,
  scope: "write",
  summary: "Send a test mail now; five an hour per shop",
  answers: {
    200: json(
      "What the mail server said",
      z.object({ sent: z.boolean(), to: z.array(z.string()), detail: z.string() }),
      {
        ...{ sent: true, to: ["shop@example.com"] },
        detail: "The mail server has taken the mail to shop@example.com.",
      },
    ),
  },
  problems: ["no_mail", "too_many_tests"],
  async run({ deps, shopId }) {
    const outcome = await sendTestMail(deps, shopId);
    switch (outcome.kind) {
      case "tried":
        return answer(200, { sent: outcome.sent, to: outcome.to, detail: outcome.sentence });
      case "impossible":
        return problem("no_mail", outcome.sentence);
      case "too_many":
        return problem("too_many_tests", "A shop can send five test mails an hour.", {
          title: "Too many test mails",
          retryAfter: outcome.retryAfterSeconds,
        });
    }
  },
});

export const ALERT_CALLS = [read, replace, test];

async function alertsJson(deps: Deps, shopId: string): Promise<Alerts> {
  const { settings, mail } = await alertsView(deps, shopId);
  const email =
    mail.kind === "ready"
      ? { state: "ready", to: mail.to, detail: null }
      : { state: mail.kind, to: [], detail: MAIL_STATE_SENTENCES[mail.kind] };
  return { ...settings, email };
}
