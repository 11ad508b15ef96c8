import { useState } from "react";
import { saveFile } from "./save-file.ts";

/** Fetches a file at a click and has the browser save it. */
export function useSaveFile(url: string, name: string) {
  const [state, setState] = useState<"idle" | "loading" | "failed" | "busy">("idle");
  async function save(): Promise<void> {
    setState("loading");
    setState(await saveFile(url, name));
  }
  return { save: () => void save(), state };
}
