import { History } from "lucide-react";
import Link from "next/link";
import { Button } from "@/app/_components/ui/button";

/** No reports, or none that are older. */
export function EmptyHistory({ older }: { readonly older: boolean }) {
  return (
    <section className="card px-6 py-14 text-center">
      <History aria-hidden="true" className="mx-auto mb-3 size-6 text-faint" />
      <h2 className="font-semibold">{older ? "Nothing older" : "No reports yet"}</h2>
      <p className="mx-auto mt-1 mb-5 max-w-sm text-pretty text-muted">
        {older ? "This was the last page." : "Every diagnosis is kept here as a report that can be linked to."}
      </p>
      {!older && (
        <Button asChild variant="primary">
          <Link href="/">Diagnose</Link>
        </Button>
      )}
    </section>
  );
}
