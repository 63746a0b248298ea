"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { PageMessage } from "./_components/shell/page-message";
import { Button } from "./_components/ui/button";

/** Shown in place of a page that failed; the header and what was entered stay. Asks the server again, then draws again. */
export default function PageError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <PageMessage
      title="This page failed"
      text="Nothing was changed, and what you entered is still there."
      action={
        <Button variant="primary" onClick={retry}>
          <RotateCcw aria-hidden="true" />
          Try again
        </Button>
      }
    />
  );
}
