// The receivers of docs/receivers/snippets, run as they stand there, against the real sender. The panel shows their
// marked parts.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freePort } from "#sandbox/free-port.ts";
import { systemClock } from "../../app/config/clock.ts";
import { rotateSecret } from "../../app/endpoints/rotate-secret.ts";
import { sendTest } from "../../app/pipeline/deliver/send-test.ts";
import type { SigningMode } from "../../app/signing/sign.ts";
import { LANGUAGES, snippet } from "../../app/ui/signatures/snippets.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const FOLDER = "docs/receivers/snippets";

const RECEIVERS = [
  { language: "Node", command: process.execPath, version: "--version", args: () => ["node.mjs"] },
  { language: "Python", command: "python3", version: "--version", args: () => ["python.py"] },
  {
    language: "PHP",
    command: "php",
    version: "--version",
    args: (port: number) => ["-S", `127.0.0.1:${port}`, "php.php"],
  },
  { language: "Ruby", command: "ruby", version: "--version", args: () => ["ruby.rb"] },
  { language: "Go", command: "go", version: "version", args: () => ["run", "go.go"] },
];

const isOnTheMachine = (command: string, version: string) => spawnSync(command, [version]).status === 0;

let app: TestDeps;
const running: ChildProcess[] = [];

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
});

afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

const isListening = (port: number) =>
  new Promise<void>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(void socket.destroy()));
    socket.once("error", reject);
  });

async function startReceiver(command: string, args: string[], facts: { port: number; secret: string }) {
  const env = { ...process.env, PORT: String(facts.port), CARILLON_SECRET: facts.secret };
  running.push(spawn(command, args, { cwd: FOLDER, env, stdio: "ignore" }));
  await vi.waitFor(() => isListening(facts.port), { timeout: 60_000, interval: 50 });
}

for (const { language, command, version, args } of RECEIVERS) {
  test.skipIf(!isOnTheMachine(command, version))(
    `the receiver in ${language} takes what is signed, through a rotation, and refuses the rest`,
    { timeout: 90_000 },
    async () => {
      const { deps } = app;
      const shopId = await addShop(deps, `${language.toLowerCase()}.myshopify.com`);
      const port = await freePort();
      const { id, secret } = await addEndpoint(deps, shopId, `http://127.0.0.1:${port}/hook`);
      await startReceiver(command, args(port), { port, secret });
      const answerTo = async (signing: SigningMode) => {
        const outcome = await sendTest(deps, shopId, id, { signing, topic: "order/paid" });
        return outcome.kind === "sent" ? outcome.result.status : outcome.kind;
      };
      expect(await answerTo("signed")).toBe(204);
      expect(await answerTo("tampered")).toBe(401);
      expect(await answerTo("unsigned")).toBe(401);
      await rotateSecret(deps, shopId, id, { overlapSeconds: 3_600 });
      expect(await answerTo("signed")).toBe(204);
      await rotateSecret(deps, shopId, id, { overlapSeconds: 0 });
      expect(await answerTo("signed")).toBe(401);
    },
  );
}

test.each(LANGUAGES)(
  "the panel's snippet in $name is whole, and names the headers that it reads",
  ({ name }) => {
    for (const style of ["standard", "plain"] as const) {
      const text = snippet(name, style);
      expect(text).toMatch(/carillon/i);
      expect(text).not.toMatch(/snippet:|(?:\/\/|#) end/);
      expect(text).toMatch(style === "standard" ? /webhook.signature/i : /signature.next/i);
      expect(text.length).toBeLessThan(1_500);
    }
  },
);
