// npm run seed -- DATABASE_URL [shop]: a month's log of a busy shop, for looking at the panel and measuring it.
import pg from "pg";
import { runCommand, say } from "./command.ts";
import { refuseProduction } from "./refuse-production.ts";
import { SandboxError } from "./sandbox-error.ts";
import { fillLog, SEEDED } from "./seed/fill-log.ts";
import { SANDBOX_SHOP } from "./shopify/shop-data.ts";

refuseProduction();

await runCommand(async () => {
  const [databaseUrl, shop = SANDBOX_SHOP] = process.argv.slice(2);
  if (!databaseUrl?.startsWith("postgres"))
    throw new SandboxError("Name the database: npm run seed -- postgresql://… [shop.myshopify.com]");
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    await fillLog(pool, shop);
  } finally {
    await pool.end();
  }
  say(
    `${shop}: ${SEEDED.deliveries} deliveries, ${SEEDED.attempts} attempts, ${SEEDED.unmapped} webhooks unmapped.`,
  );
  return 0;
});
