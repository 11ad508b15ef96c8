// A body without an end, poured into a receiver until it answers, ends the connection or has taken too much.
import { connect } from "node:net";

const MIB = 1 << 20;

/** Far more than the 16 MiB of a receiver and what the sockets between hold. */
export const MOST_POURED = 64 * MIB;

export interface Poured {
  /** of the answer; undefined where there was none */
  status: number | undefined;
  /** bytes that were sent */
  taken: number;
}

/** `header`: how long the body is said to be. */
export function pour(port: number, header: string): Promise<Poured> {
  const isChunked = header.endsWith("chunked");
  const part = isChunked ? `${MIB.toString(16)}\r\n${"x".repeat(MIB)}\r\n` : "x".repeat(MIB);
  const socket = connect(port, "127.0.0.1");
  let taken = 0;
  const pourOn = () => {
    if (taken >= MOST_POURED) return void socket.destroy();
    taken += MIB;
    socket.write(part, (error) => error || setImmediate(pourOn)); // answers are read in between
  };
  socket.write(`POST /hook HTTP/1.1\r\nhost: 127.0.0.1\r\n${header}\r\n\r\n`, pourOn);
  return new Promise((resolve) => {
    const end = (answer?: Buffer) => {
      socket.destroy();
      resolve({ status: answer && Number(`${answer}`.split(" ")[1]), taken });
    };
    socket.once("data", end).once("close", () => end());
    socket.on("error", () => end());
  });
}
