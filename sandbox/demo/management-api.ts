import { SandboxError } from "../sandbox-error.ts";

/** Carillon's management API for one shop (/api/v1). Throws SandboxError on anything but a 2xx. */
export interface ManagementApi {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
  put<T>(path: string, body: object): Promise<T>;
}

export function managementApi(appUrl: string, token: string): ManagementApi {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${appUrl}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new SandboxError(`${method} /api/v1${path} answered ${answer.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  }
  return {
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    put: (path, body) => call("PUT", path, body),
  };
}

/** All pages of a list, e.g. `deliveries`, with the filter's parameters. */
export async function listAll<T>(
  api: ManagementApi,
  list: string,
  filter: Record<string, string>,
): Promise<T[]> {
  const items: T[] = [];
  const query = new URLSearchParams({ ...filter, limit: "100" });
  for (;;) {
    const page = await api.get<Record<string, T[]> & { next_cursor: string | null }>(`/${list}?${query}`);
    items.push(...(page[list] ?? []));
    if (!page.next_cursor) return items;
    query.set("cursor", page.next_cursor);
  }
}
