import type pg from "pg";
import { countSealed } from "../../jobs/count-sealed.ts";
import { createSeal, type Seal } from "../../signing/seal.ts";
import type { Finding } from "./finding.ts";

/** Whether the keys open what is stored, and with which of them nothing is sealed. */
export async function lookAtKeys(pool: pg.Pool, keys: Buffer[]): Promise<Finding[]> {
  const seal = createSeal(keys);
  const { byKey, unreadable } = await countSealed(pool, seal);
  return [
    readable(sumOf(byKey.values()), sumOf(Object.values(unreadable))),
    ...seal.keyIds.slice(1).map((key) => behindTheFirst(seal, key, byKey.get(key) ?? 0)),
  ];
}

const sumOf = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + count, 0);

const check = "keys";

const readable = (total: number, unreadable: number): Finding =>
  unreadable === 0
    ? { check, state: "ok", says: `ENCRYPTION_KEY opens all ${total} stored secrets, headers and tokens.` }
    : {
        check,
        state: "wrong",
        says: `ENCRYPTION_KEY opens ${total - unreadable} of ${total} stored secrets, headers and tokens. Add the key that sealed the others after a comma.`,
      };

/** One that seals nothing has been, or is to come: the database does not tell which. */
function behindTheFirst(seal: Seal, key: string, count: number): Finding {
  const position = seal.keyIds.indexOf(key) + 1;
  return count === 0
    ? {
        check,
        state: "warning",
        says: `Nothing is sealed with key ${position} of ENCRYPTION_KEY. If it sealed before, it can go; if it is the next one, put it first once every process has it.`,
      }
    : {
        check,
        state: "ok",
        says: `Key ${position} of ENCRYPTION_KEY is still needed by ${count}; a worker seals them anew.`,
      };
}
