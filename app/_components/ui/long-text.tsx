"use client";

import { useState } from "react";
import { Values } from "./values";

const longLength = 280;

/** A sentence with values in it; a very long one shows its beginning until it is asked for. */
export function LongText({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(text.length <= longLength);
  if (whole) return <Values text={text} />;
  return (
    <>
      <span className="line-clamp-3">
        <Values text={text} />
      </span>
      <button
        type="button"
        onClick={() => setWhole(true)}
        className="min-h-6 font-medium text-accent underline-offset-4 hover:underline"
      >
        Show all
      </button>
    </>
  );
}
