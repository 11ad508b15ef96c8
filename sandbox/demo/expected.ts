// What has to arrive: worked out from the stories and the merchant's choices, without a look at what the app did.
import type { Received } from "../receiver/received.ts";
import type { MerchantEndpoint } from "./merchant.ts";

/** `path topic resource`: one delivery. Two steps of a story may expect the same one; then it comes twice. */
export type Expected = string[];

/** An event that the app is to tell. */
interface Told {
  topic: string;
  /** gid */
  resource: string;
}

export const expectedDeliveries = (
  events: Told[],
  endpoints: Pick<MerchantEndpoint, "path" | "topics">[],
): Expected =>
  endpoints.flatMap(({ path, topics }) =>
    events
      .filter(({ topic }) => topics.includes("*") || topics.includes(topic))
      .map(({ topic, resource }) => name(path, topic, resource)),
  );

/** The deliveries that the receiver took, each once, whatever the number of its attempts. */
export function takenDeliveries(received: Received[]): Expected {
  const taken = received.filter(({ answered }) => answered === 200);
  const once = new Map(taken.map((request) => [`${request.path} ${request.headers["webhook-id"]}`, request]));
  return [...once.values()].map(({ path, headers, resource }) => name(path, headers["x-topic"], resource));
}

/** What is in `expected` more often than in `actual`. */
export function difference(expected: Expected, actual: Expected): Expected {
  const left = new Map<string, number>();
  for (const item of actual) left.set(item, (left.get(item) ?? 0) + 1);
  return expected.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}

const name = (path: string, topic: string | undefined, resource: string | null) =>
  `${path} ${topic} ${resource}`;
