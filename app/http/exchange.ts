import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { TimeoutError, TooLargeError } from "./explain-error.ts";
import { type RawBody, readBody } from "./read-body.ts";

const CONNECT_TIMEOUT_MS = 5_000;
/** 102 and 103 before the answer itself: one every second is polite, a flood is not. */
const MAX_INTERIM = 64;

/** A kept connection that died before any byte of an answer came. `code`: how. */
export class StaleConnectionError extends Error {
  override name = "StaleConnectionError";
  readonly code: string | undefined;
  constructor({ code }: NodeJS.ErrnoException) {
    super("the kept connection was dead");
    this.code = code;
  }
}

/** Milliseconds. `head`: for look-up, connecting, status line and headers together; `body`: from there on. */
interface Limits {
  head: number;
  body: number;
}

export interface Exchange {
  answer: IncomingMessage;
  raw: RawBody;
  remoteAddress: string | null;
  /** when the headers were there, as performance.now() */
  answeredAt: number;
}

/**
 * Sends the body, which ends `call`, and reads the answer. Rejects when no headers come. Settled here and not left to
 * the socket's events: Node drops some answers without any.
 */
export function exchange(call: ClientRequest, body: string, limits: Limits): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    let bytesBefore = 0;
    let interim = 0;
    let answered = false;
    const giveUp = (error: Error) => {
      if (answered) return; // then the body is what broke, and readBody keeps what came of it
      clearTimeout(timer);
      reject(error);
      call.destroy();
    };
    const broke = (error: Error) => {
      const stale = call.reusedSocket && call.socket?.bytesRead === bytesBefore;
      giveUp(stale ? new StaleConnectionError(error) : error);
    };
    const timer = setTimeout(() => giveUp(new TimeoutError("no answer")), limits.head);

    call.once("socket", (socket: Socket) => {
      bytesBefore = socket.bytesRead;
      if (!call.reusedSocket) limitConnecting(socket, giveUp);
    });
    call.on("information", () => {
      interim += 1;
      if (interim > MAX_INTERIM) giveUp(new TooLargeError("too many interim answers"));
    });
    call.once("upgrade", (_answer, socket) => {
      socket.destroy();
      giveUp(new Error("the receiver wanted another protocol"));
    });
    call.once("response", (answer: IncomingMessage) => {
      clearTimeout(timer);
      answered = true;
      const answeredAt = performance.now();
      const remoteAddress = answer.socket.remoteAddress ?? null;
      const read = readBody(answer, limits.body);
      read.then((raw) => resolve({ answer, raw, remoteAddress, answeredAt }));
    });
    call.on("error", broke); // stays, so that a late error finds a listener
    call.once("close", () => broke(new Error("connection closed")));
    call.end(body);
  });
}

function limitConnecting(socket: Socket, giveUp: (error: Error) => void): void {
  const timer = setTimeout(() => giveUp(new TimeoutError("no connection")), CONNECT_TIMEOUT_MS);
  const stop = () => clearTimeout(timer);
  socket.once("encrypted" in socket ? "secureConnect" : "connect", stop);
  socket.once("close", stop);
  socket.once("connect", () => socket.remoteAddress); // asked while it is connected, it is known afterwards too
}
