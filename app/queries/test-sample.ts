import type { Deps } from "../config/deps.ts";
import { holdBack } from "../privacy/hold-back.ts";
import { parsePayload } from "../topics/parse-payload.ts";
import { sampleData } from "../topics/samples.ts";
import { eventBody } from "./event-body.ts";
import { heldBackOf } from "./privacy.ts";

export interface TestSample {
  topic: string;
  /** `data` as indented JSON */
  text: string;
}

/** What a test call of a topic sends by itself: the sample, without what the shop holds back. `topic`: of the catalogue. */
export async function testSample(
  deps: Pick<Deps, "prisma">,
  shopId: string,
  topic: string,
): Promise<TestSample> {
  return { topic, text: indented(holdBack(sampleData(topic), await heldBackOf(deps, shopId))) };
}

/** The data of an event that was sent; undefined when it is no longer stored or of another shop. */
export async function eventSample(
  deps: Pick<Deps, "pool">,
  shopId: string,
  eventId: string,
): Promise<TestSample | undefined> {
  const event = await eventBody(deps, shopId, eventId);
  return event && { topic: event.topic, text: indented(parsePayload(event.body)?.data) };
}

const indented = (data: unknown): string => JSON.stringify(data, null, 2);
