// A process of its own, so that the memory is nobody else's: reads answers without an end from the URL that it is given,
// fifty at a time, and prints by how many bytes it grew after the first fifty.
import ipaddr from "ipaddr.js";
import { createPost } from "../../app/http/post.ts";

const AT_ONCE = 50;
const ROUNDS = 30;

const url = process.argv[2] ?? "";
const { post, close } = createPost({
  allowedAddresses: [ipaddr.parseCIDR("127.0.0.0/8")],
  timeoutMs: 20_000,
});

async function memoryAfter(rounds: number): Promise<number> {
  const one = () => post({ url, headers: {}, body: "{}" });
  for (let round = 0; round < rounds; round += 1) await Promise.all(Array.from({ length: AT_ONCE }, one));
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const before = await memoryAfter(1);
console.log((await memoryAfter(ROUNDS)) - before);
close();
