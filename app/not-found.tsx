import type { Metadata } from "next";
import Link from "next/link";
import { PageMessage } from "./_components/shell/page-message";
import { Button } from "./_components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PageMessage
      title="There is no such page"
      text="The address may be mistyped."
      action={
        <Button asChild variant="primary">
          <Link href="/">Diagnose</Link>
        </Button>
      }
    />
  );
}
