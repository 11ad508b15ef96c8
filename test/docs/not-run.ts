// The commands of the docs that commands.test.ts does not run, each with the reason. What can be known of them without
// running them is checked: that the script, its options and the files exist (check-call.ts).

/** By the first words of the call; the longest fits. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  "npm ci": "installs what the tests run with; .ci/run does it in a clean checkout",
  "npm test": "would run this test",
  "npm start": "serves until it is stopped; test/sandbox/stack.test.ts starts what it starts",
  "npm run demo": "takes minutes; test/sandbox runs its parts",
  "npm run dev": "asks for a Shopify account",
  "npm run dev:sandbox": "serves until it is stopped; test/sandbox runs its parts",
  "npm run check": "runs all tests; .ci/run does it",
  "npm run build": "builds for a minute; .ci/run does it, and browser tests need it",
  "npm run generate": "writes into the project; npm run check does it",
  "npm run bench": "measures for minutes; test/bench runs its parts",
  "npm run seed": "writes a million rows; test/sandbox runs its parts",
  "npm run screenshots": "needs the built app and a browser, for minutes",
  "npm run preflight": "asks an app at a public address; test/scripts runs it against the sandbox's",
  "npm run -s carillon -- listen": "listens until it is stopped; test/commands runs it",
  "npm run -s carillon -- doctor": "asks Shopify whether it can be reached; test/commands runs it",
  "npx prisma": "writes a new migration into the project",
  "npx vitest": "would run tests inside of a test",
  docker: "there is no Docker where the tests run",
  "npx shopify": "asks for a Shopify account",
  shopify: "asks for a Shopify account",
  sudo: "changes the machine; what stands behind it is checked like any other call",
  systemctl: "the tests are no service",
  journalctl: "the tests are no service",
  pg_dump: "is for the operator's own database; what is dumped is PostgreSQL's affair",
  pg_restore: "is for the operator's own database",
  psql: "is for the operator's own database; blocks of SQL are run",
  cp: "copies the files of a release",
  install: "copies a file into the checkout",
  git: "changes the checkout",
  rm: "removes files",
};

/** Files that the reader makes, by the names that the docs give them. */
export const READERS_FILES: readonly string[] = ["shopify.app.production.toml", "results.json", ".env"];
