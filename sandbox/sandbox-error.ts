/** The sandbox cannot go on, and whoever started it can mend it: the message is all that is shown. */
export class SandboxError extends Error {
  override name = "SandboxError";
}
