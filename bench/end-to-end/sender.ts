// Shopify's side, a process of its own: sends signed webhooks by a fixed timetable, whatever becomes of them, or as
// fast as they come out at the other end.
import { Pool } from "undici";
import { serveAsks, sharedNow } from "./child.ts";
import { webhookOf } from "./webhook.ts";

export interface Sent {
  /** number of the first webhook; the others follow */
  first: number;
  /** when each was meant to be sent, in shared milliseconds */
  intended: Float64Array;
}

interface Timetable {
  url: string;
  /** webhooks a second */
  rate: number;
  seconds: number;
  /** webhooks go to these shops in turn */
  shops: number[];
}

interface Window {
  url: string;
  seconds: number;
  shops: number[];
  /** most webhooks that have been sent and have not arrived yet */
  limit: number;
  /** requests that each webhook becomes */
  fanOut: number;
}

const CONNECTIONS = 128;
const TICK_MS = 1;

let pool: Pool | undefined;
let poolUrl = "";
let sent = 0;
/** requests that have arrived at the receiver, as the parent tells */
let arrived = 0;
let nextArrival = Promise.withResolvers<void>();

function poolFor(url: string): Pool {
  const { origin } = new URL(url);
  if (poolUrl !== origin) {
    void pool?.close();
    pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
    poolUrl = origin;
  }
  return pool as Pool;
}

async function sendNext(url: string, shops: number[]): Promise<void> {
  const number = sent;
  sent += 1;
  const { headers, body } = webhookOf(number, shops[number % shops.length] ?? 0);
  const { pathname } = new URL(url);
  const answer = await poolFor(url).request({ method: "POST", path: pathname, headers, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`a webhook was answered ${answer.statusCode}: ${text}`);
}

/** Every webhook has its own time, however long the ones before it take: latency counts from there. */
async function byTimetable({ url, rate, seconds, shops }: Timetable): Promise<Sent> {
  const first = sent;
  const intended = new Float64Array(Math.round(rate * seconds));
  const requests: Promise<void>[] = [];
  const startsAt = sharedNow() + 20;
  for (let count = 0; count < intended.length; count += 1)
    intended[count] = startsAt + (count * 1_000) / rate;
  let failure: Error | undefined;
  const send = () =>
    sendNext(url, shops).catch((error: Error) => {
      failure ??= error;
    });
  while (requests.length < intended.length && !failure) {
    const now = sharedNow();
    while ((intended[requests.length] ?? Number.POSITIVE_INFINITY) <= now) requests.push(send());
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(requests);
  if (failure) throw failure;
  return { first, intended };
}

/** As fast as the other end keeps up with; returns how many. */
async function byWindow({ url, seconds, shops, limit, fanOut }: Window): Promise<number> {
  const until = sharedNow() + seconds * 1_000;
  const [sentBefore, arrivedBefore] = [sent, arrived];
  const isFull = () => sent - sentBefore - (arrived - arrivedBefore) / fanOut >= limit;
  const lane = async () => {
    while (sharedNow() < until) {
      if (isFull()) await nextArrival.promise;
      else await sendNext(url, shops);
    }
  };
  setTimeout(() => nextArrival.resolve(), seconds * 1_000 + TICK_MS * 10); // what nothing arrives for ends too
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  return sent - sentBefore;
}

serveAsks({
  byTimetable,
  byWindow,
  arrived: (count: number) => {
    arrived = count;
    nextArrival.resolve();
    nextArrival = Promise.withResolvers();
  },
});
