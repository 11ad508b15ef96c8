import { createHash } from "node:crypto";

const hex = (text: string, bytes: number): string =>
  createHash("sha256")
    .update(text)
    .digest("hex")
    .slice(0, bytes * 2);

/** 16 bytes, hex. `origin`: the id of the webhook, or of an event that came of none. */
export const traceIdOf = (origin: string): string => hex(origin, 16);

/** 8 bytes, hex. `subject`: the id of what the span is about; different spans of one subject differ in name. */
export const spanIdOf = (name: string, subject: string): string => hex(`${name} ${subject}`, 8);
