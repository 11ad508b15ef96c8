// A mail server on a real socket: takes or refuses as it is told, and keeps what came, decoded.
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { afterAll } from "vitest";

interface Received {
  /** of the envelope */
  to: string[];
  /** as they came, unfolded; by lower-case name */
  headers: Record<string, string>;
  subject: string;
  text: string;
  html: string;
}

/** A refusal: the server's code and words; undefined takes the mail. */
type Answer = (mail: Received, session: SMTPServerSession) => string | undefined;

export interface TestMailServer {
  /** smtp://…, with user and password where there are some */
  url: string;
  received: Received[];
  /** connections so far */
  connections(): number;
  answer(answer: Answer): void;
  /** refuses these recipients from now on */
  refuse(addresses: string[]): void;
}

export async function createMailServer(login?: { user: string; pass: string }): Promise<TestMailServer> {
  const received: Received[] = [];
  let connections = 0;
  let answer: Answer = () => undefined;
  let refused: string[] = [];
  const server = new SMTPServer({
    ...{ logger: false, disabledCommands: login ? ["STARTTLS"] : ["STARTTLS", "AUTH"] },
    authOptional: !login,
    allowInsecureAuth: true,
    closeTimeout: 100,
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.pass) return done(null, { user: username });
      // As careless as some servers are: it repeats what it was given.
      done(refusal(535, `Authentication failed for ${username} with ${password}`));
    },
    onRcptTo({ address }, _session, done) {
      done(refused.includes(address) ? refusal(550, `5.1.1 ${address}: unknown`) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const mail = { to, ...parse(Buffer.concat(chunks).toString("utf8")) };
        const no = answer(mail, session);
        if (no === undefined) received.push(mail);
        done(no === undefined ? null : refusal(Number(no.slice(0, 3)), no.slice(4)));
      });
    },
  });
  server.on("error", () => undefined); // connections that a test breaks off
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  const credentials = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@` : "";
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`,
    received,
    connections: () => connections,
    answer(next) {
      answer = next;
    },
    refuse(addresses) {
      refused = addresses;
    },
  };
}

const refusal = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });

function parse(raw: string): Omit<Received, "to"> {
  const { headers, body } = split(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers["content-type"] ?? "")?.[1] ?? "none";
  const parts = body.split(`--${boundary}`).map((part) => split(part.trimStart()));
  const content = (type: string) => {
    const part = parts.find((candidate) => candidate.headers["content-type"]?.startsWith(type));
    return decode(part?.body ?? "", part?.headers["content-transfer-encoding"]).replaceAll("\r\n", "\n");
  };
  return {
    headers,
    subject: words(headers.subject ?? ""),
    text: content("text/plain"),
    html: content("text/html"),
  };
}

function split(raw: string) {
  const end = raw.indexOf("\r\n\r\n");
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { headers: Object.fromEntries(headers) as Record<string, string>, body: raw.slice(end + 4) };
}

const decode = (body: string, encoding: string | undefined): string => {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? quoted(body.replace(/=\r\n/g, "")) : body;
};

const quoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

/** RFC 2047 */
const words = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, encoded: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(encoded, "base64").toString("utf8")
        : quoted(encoded.replaceAll("_", " ")),
    );
