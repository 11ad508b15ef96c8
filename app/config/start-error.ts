/** The app cannot start, and an operator can mend it: the message is all that is shown. */
export class StartError extends Error {
  override name = "StartError";
}
