// The driver adapter with which the Prisma CLI migrates offline. @prisma/adapter-pg 6.19 alone cannot:
// it refuses catalogue columns of type name and "char" (prisma/orm#27403), splits scripts at every ";", even inside
// function bodies, and its shadow database is the real one, because pg prefers connectionString over database.
// And the engine panics on PostgreSQL 18, which lists NOT NULL among the constraints.
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { parseIntoClientConfig } from "pg-connection-string";

/** Type ids the adapter does not know → the text types it does. */
const AS_TEXT = new Map([
  [18 /* "char" */, 25],
  [19 /* name */, 25],
  [1002 /* "char"[] */, 1009],
  [1003 /* name[] */, 1009],
]);

const NOT_NULL = "n";

interface Result {
  fields?: { name: string; dataTypeID: number }[];
  rows?: unknown[][];
}
type Callback = (error: unknown, result: Result) => void;
type Query = (...args: unknown[]) => Promise<Result> | undefined;

function readable<R extends Result | undefined>(result: R): R {
  for (const field of result?.fields ?? []) {
    field.dataTypeID = AS_TEXT.get(field.dataTypeID) ?? field.dataTypeID;
  }
  const constraintType = result?.fields?.findIndex((field) => field.name === "constraint_type") ?? -1;
  if (result?.rows && constraintType >= 0) {
    result.rows = result.rows.filter((row) => row[constraintType] !== NOT_NULL);
  }
  return result;
}

// Pools call query with a callback, transactions for a promise.
const query = pg.Client.prototype.query as unknown as Query;
class CatalogClient extends pg.Client {}
(CatalogClient.prototype as unknown as { query: Query }).query = function (this: pg.Client, ...args) {
  const callback = args.at(-1);
  if (typeof callback !== "function") return query.apply(this, args)?.then(readable);
  const wrapped: Callback = (error, result) => (callback as Callback)(error, readable(result));
  return query.apply(this, [...args.slice(0, -1), wrapped]);
};

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** The simple protocol lets PostgreSQL split the script itself, in one implicit transaction. */
function withWholeScripts(adapter: Adapter): Adapter {
  adapter.executeScript = async (script: string) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      console.error(`SQL error: ${(error as Error).message}`); // the engine only says "external connector error"
      throw error;
    }
  };
  return adapter;
}

export class MigrationPg extends PrismaPg {
  constructor(url: string) {
    // Not as connectionString: the shadow database's name would lose against it.
    super({
      ...parseIntoClientConfig(url),
      max: 1,
      idleTimeoutMillis: 50, // an idle pool would keep the CLI alive for 10 s
      Client: CatalogClient,
    } as pg.PoolConfig);
  }
  override async connect() {
    return withWholeScripts(await super.connect());
  }
  override async connectToShadowDb() {
    return withWholeScripts(await super.connectToShadowDb());
  }
}
