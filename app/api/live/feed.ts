// One connection on which a process hears of new events, open only while somebody listens.
import pg from "pg";
import { LIVE_CHANNEL, type LiveNote, readLiveNote } from "../../pipeline/events/tell-live-streams.ts";

export interface Feed {
  /** Resolves when it hears. Rejects when the database does not answer. */
  start(): Promise<void>;
  /** Finds out whether it still does: a dead connection may look like one on which nothing happens. */
  check(): void;
  stop(): void;
}

interface Hearing {
  hear(note: LiveNote): void;
  /** What was said since is lost. */
  deaf(): void;
}

const PATIENCE_MS = 5_000;

export function createFeed(pool: pg.Pool, { hear, deaf }: Hearing): Feed {
  let isChecking = false;
  let current: { client: pg.Client; started: Promise<void> } | undefined;

  function open(): { client: pg.Client; started: Promise<void> } {
    const client = new pg.Client({
      connectionString: pool.options.connectionString,
      application_name: "carillon live",
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      keepAlive: true,
    });
    client.on("notification", ({ payload = "" }) => hear(readLiveNote(payload)));
    client.on("error", () => lose(client));
    client.once("end", () => lose(client));
    const started = client.connect().then(() => client.query(`listen ${LIVE_CHANNEL}`));
    return { client, started: started.then(() => undefined) };
  }

  function lose(client: pg.Client): void {
    void client.end().catch(() => undefined);
    if (current?.client !== client) return;
    current = undefined;
    deaf();
  }

  return {
    async start() {
      current ??= open();
      const { client, started } = current;
      await started.catch((error) => {
        lose(client);
        throw error;
      });
    },
    check() {
      if (isChecking || !current) return;
      const { client, started } = current;
      isChecking = true;
      started
        .then(() => client.query("select 1"))
        .catch(() => lose(client))
        .finally(() => {
          isChecking = false;
        });
    },
    stop() {
      const client = current?.client;
      current = undefined;
      void client?.end().catch(() => undefined);
    },
  };
}
