import { Fragment } from "react";

const value = /(`[^`]+`|\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?::\d{2,5})?\b)/;

/** A sentence in which addresses, networks and `quoted` words are set as values. */
export function Values({ text }: { readonly text: string }) {
  return text.split(value).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move.
      <span key={index} className="value">
        {part.replaceAll("`", "")}
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move.
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
