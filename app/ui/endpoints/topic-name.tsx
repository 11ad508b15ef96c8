import { Fragment } from "react";

/** A topic's name, which may wrap after a slash or an underscore before it breaks anywhere else. */
export function TopicName({ name }: { name: string }) {
  return (
    <span className="mono">
      {name.split(/(?<=[/_])/).map((part) => (
        <Fragment key={part}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
