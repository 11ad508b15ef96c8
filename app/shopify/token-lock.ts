import pg from "pg";
import { survivesLostConnections } from "../db/transaction.ts";

/** Runs `work` while no other holder of the shop's lock does. Throws when the lock is not free in time. */
type Hold = <T>(shopDomain: string, work: () => Promise<T>) => Promise<T>;

/** One at a time per shop, over all processes, whoever it is that holds. */
export interface TokenLock {
  /** Somebody waits for the panel: never for a connection that shops in the background hold. */
  holdForMerchant: Hold;
  holdInBackground: Hold;
  close(): Promise<void>;
}

const WAIT_MS = 15_000;
/** Each line's own: a holder works with the ordinary pool, which waiters must not exhaust. */
const CONNECTIONS = 4;

export function createTokenLock(databaseUrl: string): TokenLock {
  const merchants = createLine(databaseUrl);
  const background = createLine(databaseUrl);
  return {
    holdForMerchant: merchants.hold,
    holdInBackground: background.hold,
    close: async () => void (await Promise.all([merchants.close(), background.close()])),
  };
}

function createLine(databaseUrl: string): { hold: Hold; close(): Promise<void> } {
  const pool = survivesLostConnections(
    new pg.Pool({
      connectionString: databaseUrl,
      max: CONNECTIONS,
      idleTimeoutMillis: 5_000,
      connectionTimeoutMillis: WAIT_MS,
      keepAlive: true,
    }),
  );
  /** Within the process a shop's holders stand in line here, so that one slow shop needs one connection. */
  const lines = new Map<string, Promise<unknown>>();

  async function holdInDatabase<T>(shopDomain: string, work: () => Promise<T>): Promise<T> {
    const client = await pool.connect();
    try {
      await client.query(`begin; set local lock_timeout = ${WAIT_MS}`);
      await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`token ${shopDomain}`]);
      return await work();
    } finally {
      const broken = await client.query("rollback").then(
        () => false,
        () => true,
      );
      client.release(broken);
    }
  }

  return {
    async hold(shopDomain, work) {
      const before = lines.get(shopDomain) ?? Promise.resolve();
      const mine = before.catch(() => undefined).then(() => holdInDatabase(shopDomain, work));
      lines.set(shopDomain, mine);
      try {
        return await mine;
      } finally {
        if (lines.get(shopDomain) === mine) lines.delete(shopDomain);
      }
    },
    close: () => pool.end(),
  };
}
