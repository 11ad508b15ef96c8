// The management API, as the developer's commands call it.
import { type Api, CommandError } from "./command.ts";

const PATIENCE_MS = 30_000;

export interface ApiAddress {
  url: string;
  token: string;
}

export function createApi(address: ApiAddress): Api {
  return {
    async call<T>(method: "GET" | "POST", path: string, body?: string): Promise<T> {
      const answer = await request(address, path, {
        method,
        headers: body === undefined ? {} : { "content-type": "application/json" },
        ...(body !== undefined && { body }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await answer.text();
      if (!answer.ok) throw new CommandError(refusal(address.url, answer, text));
      try {
        return JSON.parse(text) as T;
      } catch {
        throw new CommandError(strange(address.url, answer.status));
      }
    },
  };
}

/** Throws CommandError when no answer comes. The token goes nowhere but there: redirects are not followed. */
export async function request(address: ApiAddress, path: string, init: RequestInit): Promise<Response> {
  const { url, token } = address;
  try {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` };
    return await fetch(`${url}/api/v1${path}`, { ...init, headers, redirect: "manual" });
  } catch (error) {
    throw new CommandError(
      `Carillon does not answer at ${url} (${whyNot(error)}). Is the address right? --url or CARILLON_URL names another.`,
    );
  }
}

function whyNot(error: unknown): string {
  if ((error as Error).name === "TimeoutError") return "no answer in time";
  const { code, message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  return code ?? message;
}

interface ProblemDocument {
  detail?: string;
  errors?: Record<string, string[]>;
}

/** A problem document as sentences: what is wrong, and each field with its rule. */
export function refusal(url: string, { status, headers }: Response, text: string): string {
  const problem = headers.get("content-type")?.startsWith("application/problem+json") && readProblem(text);
  if (!problem) return strange(url, status);
  const { detail, errors = {} } = problem;
  const fields = Object.entries(errors).map(([field, rules]) => `  ${field}: ${rules.join(" ")}`);
  return [detail, ...fields].join("\n");
}

function readProblem(text: string): ProblemDocument | undefined {
  try {
    const problem = JSON.parse(text) as ProblemDocument;
    return typeof problem.detail === "string" ? problem : undefined;
  } catch {
    return undefined;
  }
}

const strange = (url: string, status: number): string =>
  `${url} answered ${status}, and not as Carillon does. Is the address right? --url or CARILLON_URL names another.`;

export function requireToken(token: string | undefined): string {
  if (token === undefined)
    throw new CommandError(
      "Set CARILLON_TOKEN to a token of the shop: carillon token create makes one, or the panel under Settings.",
    );
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new CommandError("CARILLON_TOKEN is no token: it has characters that none has.");
  return token;
}
