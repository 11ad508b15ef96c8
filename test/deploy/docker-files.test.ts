// Dockerfile, compose.yaml and the systemd unit against the project. The image itself is not built here.
import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { VARIABLES } from "../../app/config/env.ts";
import {
  closure,
  copiedFrom,
  isSeen,
  isWithin,
  ROOT,
  readRootFile,
  readStages,
  type Stage,
} from "../helpers/docker-files.ts";

const [build, dependencies, image] = readStages() as [Stage, Stage, Stage];
const manifest = JSON.parse(readRootFile("package.json")) as { scripts: Record<string, string> };

interface Service {
  environment: Record<string, string>;
  env_file?: string;
  depends_on: Record<string, { condition: string }>;
  healthcheck?: unknown;
  volumes?: string[];
  stop_grace_period: string;
  read_only?: boolean;
  logging?: { options: Record<string, string> };
  mem_limit?: string;
}
const services = (
  parse(readRootFile("compose.yaml"), { merge: true }) as { services: Record<string, Service> }
).services;
const ours = Object.entries(services).filter(([name]) => /^(web|worker)/.test(name));

const wordsOf = ({ instructions }: Stage, name: string) =>
  instructions.filter((instruction) => instruction.name === name).map(({ words }) => words);
const notIn = (files: Iterable<string>, folders: string[]) =>
  [...files].filter((file) => !folders.some((folder) => isWithin(file, folder)));

test("whatever the image is made of exists and is not ignored", () => {
  expect([build.name, dependencies.name, image.name]).toEqual(["build", "dependencies", undefined]);
  const copied = [build, dependencies, image].flatMap(copiedFrom);
  expect(copied.filter((file) => !isSeen(file))).toEqual([]);
});

test("the build has all that the app imports", () => {
  const sources = globSync("app/**/*.{ts,tsx}", { cwd: ROOT });
  const configs = ["vite.config.ts", "vite.main.config.ts", "prisma.config.ts"];
  expect(notIn(closure([...sources, ...configs]), copiedFrom(build))).toEqual([]);
  expect(wordsOf(build, "RUN")).toContain("npm run build");
});

test("the image has all that the command and the migrations import", () => {
  expect(notIn(closure(["app/carillon.ts", "prisma.config.ts"]), copiedFrom(image))).toEqual([]);
});

test("the image starts as npm start does, as nobody of importance, and is asked whether it lives without a shell", () => {
  const [command = ""] = wordsOf(image, "CMD");
  expect(manifest.scripts.start).toBe(
    `node scripts/check-node.mjs && ${(JSON.parse(command) as string[]).join(" ")}`,
  );
  expect(wordsOf(image, "USER")).toEqual(["node"]);
  expect(wordsOf(image, "STOPSIGNAL")).toEqual(["SIGTERM"]);
  const [check = ""] = wordsOf(image, "HEALTHCHECK");
  expect(JSON.parse(/ CMD (.*)/.exec(check)?.[1] ?? "")).toEqual([
    "node",
    "-e",
    expect.stringContaining("/healthz"),
  ]);
});

test("every variable that is set for the app is one that it reads", () => {
  const [set = ""] = wordsOf(image, "ENV");
  const names = [
    ...set.split(" ").map((pair) => pair.split("=")[0] ?? ""),
    ...ours.flatMap(([, { environment }]) => Object.keys(environment)),
    ...[...readRootFile("deploy/carillon.env.example").matchAll(/^(\w+)=/gm)].map(([, name = ""]) => name),
    ...(/^Environment=(.*)$/m.exec(readRootFile("deploy/systemd/carillon@.service"))?.[1] ?? "")
      .split(" ")
      .map((pair) => pair.split("=")[0] ?? ""),
    ...[...readRootFile("deploy/systemd/carillon").matchAll(/--setenv=(\w+)/g)].map(([, name = ""]) => name),
  ];
  /** of compose.yaml itself */
  const others = ["CARILLON_HOST", "POSTGRES_PASSWORD"];
  expect(names.filter((name) => !(name in VARIABLES) && !others.includes(name))).toEqual([]);
});

test("web and worker processes wait for the database, and have longer to stop than the drain takes", () => {
  expect(ours.map(([name, { environment }]) => [name, environment.ROLE])).toEqual([
    ["web-1", "web"],
    ["web-2", "web"],
    ["worker", "worker"],
  ]);
  const drain = Number(/DRAIN_SECONDS=(\d+)/.exec(wordsOf(image, "ENV")[0] ?? "")?.[1]);
  const unit = readRootFile("deploy/systemd/carillon@.service");
  expect(Number(/DRAIN_SECONDS=(\d+)/.exec(unit)?.[1])).toBe(drain);
  // Ten for requests under way, twice the longest answer and fifteen for deliveries (app/pipeline/deliver/worker.ts).
  const longest = drain + 10 + 2 * 15 + 15;
  expect(Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1])).toBeGreaterThan(longest);
  for (const [, service] of ours) {
    expect(service.depends_on).toEqual({ database: { condition: "service_healthy" } });
    expect(Number.parseInt(service.stop_grace_period, 10)).toBeGreaterThan(longest);
    expect([service.env_file, service.read_only]).toEqual([".env", true]);
  }
  expect(services.database?.healthcheck).toBeDefined();
  expect(services.database?.volumes).toEqual(["database:/var/lib/postgresql"]);
});

test("the proxy sends to the processes that serve, and asks them whether they are ready", () => {
  const serving = ours
    .filter(([, { environment }]) => environment.ROLE === "web")
    .map(([name]) => `${name}:3000`);
  expect(services.proxy?.environment.CARILLON_UPSTREAMS?.split(" ")).toEqual(serving);
  expect(readRootFile("deploy/caddy/Caddyfile")).toContain("health_uri /readyz");
});

test("no container's log fills the disk", () => {
  for (const [name, { logging }] of Object.entries(services))
    expect([name, Object.keys(logging?.options ?? {})]).toEqual([name, ["max-size", "max-file"]]);
});

test("the alert for memory comes before the limit that ends a process", () => {
  const alert = Number(
    /process_resident_memory_bytes\S* > (\S+)/.exec(readRootFile("deploy/prometheus/alerts.yml"))?.[1],
  );
  for (const [, { mem_limit: limit }] of ours) {
    expect(limit).toBe("1g");
    expect(alert).toBeLessThan(2 ** 30);
  }
});

test("under systemd the command has the unit's user, folder and environment", () => {
  const unit = readRootFile("deploy/systemd/carillon@.service");
  const command = readRootFile("deploy/systemd/carillon");
  for (const name of ["User", "WorkingDirectory", "EnvironmentFile"]) {
    const [, value] = new RegExp(`^${name}=(.*)$`, "m").exec(unit) ?? [];
    expect(command).toContain(`--property=${name}=${value} `);
  }
  expect(manifest.scripts.carillon).toContain("node app/carillon.ts");
  expect(command).toContain('/usr/bin/node app/carillon.ts "$@"');
});

test("the systemd unit starts what npm start does", () => {
  const [, command] =
    /^ExecStart=\/usr\/bin\/(.*)$/m.exec(readRootFile("deploy/systemd/carillon@.service")) ?? [];
  expect(manifest.scripts.start).toBe(`node scripts/check-node.mjs && ${command}`);
});
