// The types that receivers get, compiled as they are committed.
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { sampleRequest } from "../../app/pipeline/deliver/sample-request.ts";
import { TOPICS } from "../../app/topics/catalog.ts";

const TYPES = path.resolve("docs/generated/types/carillon.d.ts");
const PROGRAM = path.resolve("docs/generated/types/receiver.ts");

const OPTIONS: ts.CompilerOptions = {
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  ...{ noEmit: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  ...{ lib: ["lib.es2022.d.ts"], skipDefaultLibCheck: true },
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** TypeScript's own declarations, which take longer to read than all else. */
const READ = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of a program that begins with the import of the types. It is on no disk. */
function complaints(text: string): string[] {
  const program = `import type { CarillonEvent, CarillonEventOf, CarillonTopic } from "./carillon";\n${text}`;
  const host = ts.createCompilerHost(OPTIONS);
  const { readFile, fileExists } = host;
  host.fileExists = (file) => file === PROGRAM || fileExists(file);
  host.readFile = (file) => (file === PROGRAM ? program : readFile(file));
  const { getSourceFile } = host;
  host.getSourceFile = (file, version) => {
    if (file === PROGRAM) return ts.createSourceFile(file, program, version);
    const source = READ.get(file) ?? getSourceFile(file, version);
    READ.set(file, source);
    return source;
  };
  const found = ts.getPreEmitDiagnostics(ts.createProgram([TYPES, PROGRAM], OPTIONS, host));
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const SHOP = { domain: "example.myshopify.com", environment: "live" } as const;
const sample = (topic: string) => sampleRequest(topic, SHOP, new Date("2026-11-20T10:00:00.123Z")).body;

test("the sample of every topic has its type, and no field more", () => {
  const lines = TOPICS.map(
    ({ name }, index) => `export const sample${index}: CarillonEventOf<"${name}"> = ${sample(name)};`,
  );
  expect(complaints(lines.join("\n"))).toEqual([]);
});

test("the topic tells which fields there are", () => {
  const program = `
    export function read(event: CarillonEvent): unknown {
      switch (event.topic) {
        case "loyalty/points_changed": return event.data.points_history.value?.toFixed(2);
        case "subscription/updated": return event.data.changes.map(({ reason }) => reason);
        case "order/paid": return event.data.order["total_price"];
        default: return event.data;
      }
    }`;
  expect(complaints(program)).toEqual([]);
  expect(complaints(program.replace("points_history", "coupon"))).toEqual([
    expect.stringContaining("Property 'coupon' does not exist"),
  ]);
});

test.each([
  [`export const body: CarillonEventOf<"order/paid"> = ${sample("order/created")};`, "order/created"],
  ['export const topic: CarillonTopic = "order/lost";', "order/lost"],
])("what is of another topic is refused", (program, named) => {
  expect(complaints(program).join("\n")).toContain(named);
});

test("every topic's type says when it is sent", () => {
  const text = readFileSync(TYPES, "utf8");
  for (const { description } of TOPICS) expect(text).toContain(` * ${description}\n`);
});
