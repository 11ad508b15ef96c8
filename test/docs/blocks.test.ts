// Blocks that are no commands: each is read by what it is written for.
import { parse as parseToml } from "smol-toml";
import { transpileModule } from "typescript";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { rulesSchema } from "../../app/rules/rules-schema.ts";
import { signatureHeaders } from "../../app/signing/sign.ts";
import { dataSchema } from "../../app/topics/data-schemas.ts";
import { envelopeSchema } from "../../app/topics/envelope.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { readHttp } from "./http-blocks.ts";
import { type Block, PAGES, ROOT } from "./pages.ts";
import { runReceiver } from "./running-receiver.ts";

/** Each language, and where its blocks are proved. */
const LANGUAGES: Record<string, string> = {
  sh: "commands.test.ts",
  bash: "commands.test.ts",
  http: "commands.test.ts",
  json: "here",
  js: "here",
  ts: "here",
  sql: "here",
  toml: "here",
  liquid: "flow-examples.test.ts",
  html: "test/server/proxy-route.test.ts takes the same fields",
  php: "receivers.test.ts runs the whole receiver",
  text: "is no code: a drawing, or what a program prints",
};

const SECRET = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;

interface Found {
  where: string;
  block: Block;
}

const blocksOf = (...languages: string[]): Found[] =>
  PAGES.flatMap(({ file, blocks }) =>
    blocks
      .filter(({ language }) => languages.includes(language))
      .map((block) => ({ where: `${file}:${block.line}`, block })),
  );

test("every block says its language", () => {
  const without = PAGES.flatMap(({ file, blocks }) =>
    blocks.filter(({ language }) => !(language in LANGUAGES)).map(({ line }) => `${file}:${line}`),
  );
  expect(without).toEqual([]);
});

describe("JSON", () => {
  test.each(blocksOf("json"))("$where can be read", ({ block }) => {
    const value = JSON.parse(block.text) as Record<string, unknown>;
    if ("shop_domain" in value) expectBody(value);
    if ("membership" in value) expect(rulesSchema.parse(value)).toBeDefined();
  });
});

/** What a receiver gets: the envelope, and the topic's data. */
function expectBody(value: Record<string, unknown>) {
  const { topic, data } = envelopeSchema.parse(value);
  expect(() => dataSchema(topic).parse(data)).not.toThrow();
}

test.each(blocksOf("js", "ts"))("the code at $where compiles", ({ block }) => {
  const { diagnostics = [] } = transpileModule(block.text, { reportDiagnostics: true });
  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
});

const WITH_EXPRESS = `import express from "express";
const app = express();
app.listen(Number(process.env.PORT), "127.0.0.1");
`;

describe.each(blocksOf("js").filter(({ block }) => block.text.includes('app.post("/hook"')))(
  "the receiver at $where",
  ({ block }) => {
    test("takes what is signed and refuses what was changed", async () => {
      const args = () => ["--input-type=module", "--eval", WITH_EXPRESS + block.text];
      const start = { command: process.execPath, args, folder: ROOT, secret: SECRET };
      const { origin, stop } = await runReceiver(start);
      onTestFinished(stop);
      const content = { id: "evt_1", timestamp: Math.floor(Date.now() / 1000), body: "{}" };
      const post = async (body: string) => {
        const headers = { ...signatureHeaders(content, [SECRET]), "content-type": "application/json" };
        return (await fetch(`${origin}/hook`, { method: "POST", headers, body })).ok;
      };
      expect(await post("{}")).toBe(true);
      expect(await post("[]")).toBe(false);
    });
  },
);

test.each(blocksOf("toml"))("the TOML at $where can be read", ({ block }) => {
  expect(parseToml(block.text)).toBeDefined();
});

describe("SQL", () => {
  let app: TestDeps;

  beforeAll(async () => {
    app = await createTestDeps();
  });

  test.each(blocksOf("sql"))("PostgreSQL takes what stands at $where", async ({ block }) => {
    const client = await app.deps.pool.connect();
    try {
      await client.query("begin");
      await client.query(block.text.replaceAll("…", "''"));
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
});

test("what the README shows of a delivery are a delivery's headers and fields", () => {
  const [shown] = blocksOf("http").filter(({ where }) => where.startsWith("README.md"));
  const { request } = readHttp({ text: shown?.block.text ?? "" });
  expect(Object.keys(request?.headers ?? {})).toContain("webhook-signature");
  const fields = [...(request?.body ?? "").matchAll(/"(\w+)":/g)].map(([, name]) => name);
  const known = Object.keys(envelopeSchema.shape).filter((name) => name !== "redacted");
  expect(fields.filter((name) => name !== "order")).toEqual(known);
});
