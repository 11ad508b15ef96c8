// Nothing may be lost: what was sent has to arrive and to come on record.
import { type Rig, until } from "./rig.ts";
import type { Target } from "./target.ts";

const DRAIN_MS = 60_000;

/** Counts from now; the returned function waits until so many webhooks have arrived and are on record, or throws. */
export async function countFromNow(
  { receiver }: Rig,
  target: Target,
): Promise<(webhooks: number) => Promise<void>> {
  const arrived = () => receiver.ask<number>("count");
  const [arrivedBefore, recordedBefore] = [await arrived(), await target.attempts()];
  return async (webhooks) => {
    const requests = webhooks * target.fanOut;
    await until("The arrival of every request", DRAIN_MS, async () => {
      return (await arrived()) >= arrivedBefore + requests;
    });
    await until("The record of every attempt", DRAIN_MS, async () => {
      return (await target.attempts()) >= recordedBefore + requests;
    });
  };
}
