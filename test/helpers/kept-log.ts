import { Writable } from "node:stream";
import pino, { type Logger } from "pino";

/** A log that keeps its lines, of every level, for a test to read. */
export function keptLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(line.toString());
      done();
    },
  });
  return { log: pino({ level: "trace" }, stream), lines };
}
