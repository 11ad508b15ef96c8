/** Fetches a file and has the browser save it. A file that breaks off is not saved. busy: another is being made. */
export async function saveFile(url: string, name: string): Promise<"idle" | "failed" | "busy"> {
  try {
    const response = await fetch(url);
    if (response.status === 429) return "busy";
    if (!response.ok) return "failed";
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
    return "idle";
  } catch {
    return "failed";
  }
}
