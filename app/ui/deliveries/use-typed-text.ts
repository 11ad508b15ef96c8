import { useEffect, useRef, useState } from "react";

/** From the last key until the list is asked for. */
const PAUSE_MS = 400;

/** The text of a search field, which is handed on when typing pauses. `given`: the text that the list is of. */
export function useTypedText(
  given: string,
  onText: (text: string) => void,
): [typed: string, setTyped: (text: string) => void] {
  const [typed, setTyped] = useState(given);
  const known = useRef(given);
  const handOn = useRef(onText);
  handOn.current = onText;

  useEffect(() => {
    if (given === known.current) return;
    known.current = given; // another list was asked for: by a link, or by going back
    setTyped(given);
  }, [given]);

  useEffect(() => {
    const text = typed.trim();
    if (text === known.current) return;
    const timer = setTimeout(() => {
      known.current = text;
      handOn.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return [typed, setTyped];
}
