"use client";

import { RotateCcw } from "lucide-react";
import { PageMessage } from "./_components/shell/page-message";
import { Button } from "./_components/ui/button";

/** Shown in place of a page that failed; the header and what was entered stay. */
export default function PageError({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  return (
    <PageMessage
      title="This page failed"
      text={`Nothing was changed, and what you entered is still there.${error.digest ? ` The server’s log has it under ${error.digest}.` : ""}`}
      action={
        <Button variant="primary" onClick={reset}>
          <RotateCcw aria-hidden="true" />
          Try again
        </Button>
      }
    />
  );
}
