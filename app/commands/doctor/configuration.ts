import type { Env } from "../../config/env.ts";
import { missingForShopify, VARIABLES } from "../../config/env.ts";
import type { Finding } from "./finding.ts";

/** Node and the variables. `env`: what can be read of them. */
export function lookAtConfiguration(env: Partial<Env>, wrong: string[]): Finding[] {
  const check = "configuration";
  const sentences = wrong.map((says): Finding => ({ check, state: "wrong", says }));
  const count = Object.keys(VARIABLES).length;
  const all: Finding[] = [{ check, state: "ok", says: `All ${count} variables can be read.` }];
  return [lookAtNode(process.versions.node), ...(wrong.length > 0 ? sentences : all), ...cautions(env)];
}

function lookAtNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isEnough = major > 22 || (major === 22 && minor >= 18);
  return isEnough
    ? { check: "node", state: "ok", says: `Node ${version}.` }
    : {
        check: "node",
        state: "wrong",
        says: `Node ${version} is too old. Install Node 24, or 22.18 at least.`,
      };
}

function cautions(env: Partial<Env>): Finding[] {
  const missing = missingForShopify(env);
  return [
    ...(missing.length > 0
      ? [caution("Shopify", `The panel and /webhooks stay closed: set ${missing.join(", ")}.`)]
      : []),
    ...(env.ALLOW_DESTINATIONS?.length
      ? [
          caution(
            "destinations",
            "ALLOW_DESTINATIONS lets deliveries into private networks. Unset it in production.",
          ),
        ]
      : []),
    ...(env.ALLOW_HTTP_DESTINATIONS
      ? [
          caution(
            "destinations",
            "ALLOW_HTTP_DESTINATIONS lets deliveries go out unencrypted. Unset it in production.",
          ),
        ]
      : []),
  ];
}

const caution = (check: string, says: string): Finding => ({ check, state: "warning", says });
