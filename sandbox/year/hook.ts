// What a scripted shop sends, and what Carillon should tell of it.
import type { TopicName } from "#app/topics/catalog.ts";
import { type Changes, sampleBody } from "../traffic/sample-body.ts";

/** A webhook, or one of Shopify's next-generation Events. */
export interface Hook {
  /** Shopify's */
  topic: string;
  body: string;
  /** of an Event */
  handle?: string;
}

/** An event of Carillon's. */
export interface Told {
  topic: TopicName;
  /** gid */
  resource: string;
}

/** One of Shopify's samples with fields changed. */
export const hook = (topic: string, changes: Changes): Hook => ({ topic, body: sampleBody(topic, changes) });

export const tells = (topic: TopicName, resource: string): Told => ({ topic, resource });

/** The digits of a gid. */
export const digits = (gid: string): string => gid.slice(gid.lastIndexOf("/") + 1);

/** As Shopify's REST bodies write times: no fraction, with an offset. */
export const restTime = (iso: string): string => iso.replace(/\.\d+Z$/, "+00:00");
