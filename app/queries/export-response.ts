import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import type { Deps } from "../config/deps.ts";

interface ExportedFile {
  shopId: string;
  /** is begun only when it is the shop's turn */
  lines: AsyncIterable<string>;
  type: string;
  name: string;
}

/** A file that is sent while it is read; 429 while another one of the shop's is: each of them reads its whole log. */
export function exportResponse({ takeExport }: Pick<Deps, "takeExport">, file: ExportedFile): Response {
  const end = takeExport(file.shopId);
  if (!end) return new Response(null, { status: 429 });
  const source = Readable.from(file.lines).once("close", end);
  return new Response(createReadableStreamFromReadable(source), {
    headers: {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${file.name}"`,
      "cache-control": "no-store",
    },
  });
}
