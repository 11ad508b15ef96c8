// What of an endpoint is encrypted at rest, and under which name.
import type { Seal } from "../signing/seal.ts";

export const secretContext = (secretId: string): string => `secret ${secretId}`;

export const headersContext = (endpointId: string) => `headers ${endpointId}`;

/** null for no headers. */
export function sealHeaders(seal: Seal, endpointId: string, headers: Record<string, string>): string | null {
  if (Object.keys(headers).length === 0) return null;
  return seal.seal(JSON.stringify(headers), headersContext(endpointId));
}

/** Throws SealError when no key fits. */
export function openHeaders(seal: Seal, endpointId: string, sealed: string | null): Record<string, string> {
  return sealed === null
    ? {}
    : (JSON.parse(seal.open(sealed, headersContext(endpointId))) as Record<string, string>);
}
