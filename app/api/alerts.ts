import { Router } from "express";
import type { Deps } from "../config/deps.ts";
import { alertSettingsBody } from "../notifications/alert-fields.ts";
import { saveAlertSettings } from "../notifications/alert-settings.ts";
import { alertsView } from "../notifications/alerts-view.ts";
import { MAIL_STATE_SENTENCES } from "../notifications/mail-state.ts";
import { sendTestMail } from "../notifications/send-test-mail.ts";
import { callerOf, handle, parseInput } from "./handle.ts";
import { sendProblem } from "./problem.ts";

/** GET /alerts, PUT /alerts, POST /alerts/test: how the shop hears of its endpoints by mail. */
export function alertRoutes(deps: Deps): Router {
  const router = Router();

  router.get(
    "/alerts",
    handle(async (_request, response) => {
      response.json(await alertsDocument(deps, callerOf(response).shopId));
    }),
  );

  router.put(
    "/alerts",
    handle(async (request, response) => {
      const settings = parseInput(response, alertSettingsBody, request.body);
      if (!settings) return;
      const { shopId } = callerOf(response);
      await saveAlertSettings(deps, shopId, settings);
      response.json(await alertsDocument(deps, shopId));
    }),
  );

  router.post(
    "/alerts/test",
    handle(async (_request, response) => {
      const outcome = await sendTestMail(deps, callerOf(response).shopId);
      switch (outcome.kind) {
        case "tried":
          response.json({ sent: outcome.sent, to: outcome.to, detail: outcome.sentence });
          return;
        case "impossible":
          return sendProblem(response, {
            ...{ status: 409, code: "no_mail", title: "No mail can be sent" },
            detail: outcome.sentence,
          });
        case "too_many":
          return sendProblem(response, {
            ...{ status: 429, code: "too_many_tests", title: "Too many test mails" },
            detail: "A shop can send five test mails an hour.",
            retryAfter: outcome.retryAfterSeconds,
          });
      }
    }),
  );

  return router;
}

/** What PUT takes, and what comes of it; `email` is left out of PUT. */
async function alertsDocument(deps: Deps, shopId: string) {
  const { settings, mail } = await alertsView(deps, shopId);
  const email =
    mail.kind === "ready"
      ? { state: "ready", to: mail.to, detail: null }
      : { state: mail.kind, to: [], detail: MAIL_STATE_SENTENCES[mail.kind] };
  return { ...settings, email };
}
