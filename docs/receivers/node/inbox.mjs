// Events as files, named by their ids. With a database: INSERT … ON CONFLICT (id) DO NOTHING, committed before the answer.
import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";

const FOLDER = process.env.INBOX ?? "inbox";
mkdirSync(FOLDER, { recursive: true });

/** Stores an event; false if it was there already. `body`: verified, as it came. */
export function store(body) {
  const { id } = JSON.parse(body);
  if (!/^evt_\w+$/.test(id)) throw new Error("not an event's id");
  const draft = `${FOLDER}/${id}.${randomUUID()}.draft`;
  writeFileSync(draft, body);
  try {
    linkSync(draft, `${FOLDER}/${id}.json`); // whole or not at all, if the process crashes
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false; // a repeat
    throw error;
  } finally {
    rmSync(draft);
  }
}
