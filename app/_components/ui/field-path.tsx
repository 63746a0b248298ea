import { Fragment } from "react";

/** A field of an API, which breaks only between its parts. */
export function FieldPath({ path }: { readonly path: string }) {
  return path.split(".").map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one path never move.
    <Fragment key={index}>
      {index > 0 && (
        <>
          .<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}
