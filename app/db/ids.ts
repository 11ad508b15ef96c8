import { v7 } from "uuid";

/** What an id stands for. */
export type IdPrefix =
  | "shp"
  | "ep"
  | "sec"
  | "inb"
  | "evt"
  | "dlv"
  | "att"
  | "tok"
  | "lse"
  | "inq"
  | "ntc"
  | "rcv"
  | "dty"
  | "lst";

/** `evt_019ab…`: prefixed, unique, and sorting by the time of its making. Contains no dot. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${v7().replaceAll("-", "")}`;
}

/** The smallest id that could have been made at `time`: ids below it are older. None was made before 1970. */
export function firstIdAt(prefix: IdPrefix, time: Date): string {
  return `${prefix}_${Math.max(0, time.getTime()).toString(16).padStart(12, "0")}`;
}

/** Whether the text could be an id of this kind. What a caller brings may be anything, even a NUL. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && /^[a-z]+_[0-9a-f]{32}$/.test(text);
}
