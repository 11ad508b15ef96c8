// Everything that the app's functions need, built once in main.ts and handed on as their first argument.
import type { PrismaClient } from "@prisma/client";
import type pg from "pg";
import type { Live } from "../api/live/opening.ts";
import type { Post } from "../http/post.ts";
import type { LimitAMinute } from "../limits/limit-a-minute.ts";
import type { LimitCalls } from "../limits/limit-calls.ts";
import type { TakeTurn } from "../limits/take-turn.ts";
import type { Loops } from "../metrics/loops.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Mailer } from "../notifications/mailer.ts";
import type { FireFlowTrigger } from "../pipeline/deliver/fire-flow-trigger.ts";
import type { AskShopify } from "../pipeline/inbox/ask-shopify.ts";
import type { Inbox } from "../pipeline/inbox/store-inbound.ts";
import type { Wake } from "../pipeline/wake.ts";
import type { Shopify } from "../shopify/app.ts";
import type { Seal } from "../signing/seal.ts";
import type { Tracing } from "../tracing/tracing.ts";
import type { Clock } from "./clock.ts";
import type { Env } from "./env.ts";
import type { Log } from "./log.ts";

export interface Deps {
  env: Env;
  clock: Clock;
  log: Log;
  /** between 0 and 1, for jitter */
  random: () => number;
  /** the hot path: inbox, publish, claim, record */
  pool: pg.Pool;
  /** configuration and the panel's reads, over the same pool */
  prisma: PrismaClient;
  seal: Seal;
  post: Post;
  inbox: Inbox;
  /** what Shopify's thin webhooks leave open */
  askShopify: AskShopify;
  /** the way into the shop's workflows */
  fireFlowTrigger: FireFlowTrigger;
  /** how often a shop may try addresses that are no endpoints yet */
  limitTrials: LimitAMinute;
  /** how often a shop may have what it pasted checked */
  limitChecks: LimitAMinute;
  /** how often a token may call the API */
  limitCalls: LimitCalls;
  /** developers who hear of a shop's events as they are committed */
  live: Live;
  /** a shop has one file made at a time */
  takeExport: TakeTurn;
  wake: Wake;
  metrics: Metrics;
  /** whether the loops of this process come round */
  loops: Loops;
  /** does nothing while no collector is set */
  tracing: Tracing;
  /** undefined while SMTP_URL is not set */
  mailer: Mailer | undefined;
  /** undefined while SHOPIFY_* is not set; the API and delivery run all the same */
  shopify: Shopify | undefined;
}
