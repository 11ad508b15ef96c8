import type { IncomingHttpHeaders } from "node:http";

/** The token that a request brings. The scheme's letters may be large or small (RFC 9110). */
export const bearerToken = ({ authorization }: IncomingHttpHeaders): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
