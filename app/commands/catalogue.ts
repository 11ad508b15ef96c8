// Every command by its words. Each is loaded when it runs: what talks to the API has no need of a database's client.
import type { Command } from "./command.ts";

export const COMMANDS: Record<string, () => Promise<Command>> = {
  "shop add": async () => (await import("./shop.ts")).shopAdd,
  "shop list": async () => (await import("./shop.ts")).shopList,
  "token create": async () => (await import("./token.ts")).tokenCreate,
  "token list": async () => (await import("./token.ts")).tokenList,
  "token revoke": async () => (await import("./token.ts")).tokenRevoke,
  topics: async () => (await import("./topics.ts")).topicList,
  "rules show": async () => (await import("./rules.ts")).rulesShow,
  "rules set": async () => (await import("./rules.ts")).rulesSet,
  inbox: async () => (await import("./inbox.ts")).inboxSummary,
  "inbox map-again": async () => (await import("./inbox.ts")).inboxMapAgain,
  doctor: async () => (await import("./doctor/doctor.ts")).doctor,
  "event send": async () => (await import("./event.ts")).eventSend,
  "delivery list": async () => (await import("./delivery.ts")).deliveryList,
  "delivery show": async () => (await import("./delivery.ts")).deliveryShow,
  "delivery resend": async () => (await import("./delivery.ts")).deliveryResend,
  listen: async () => (await import("./listen/listen.ts")).listen,
};
