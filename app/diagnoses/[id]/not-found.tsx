import Link from "next/link";
import { PageMessage } from "@/app/_components/shell/page-message";
import { Button } from "@/app/_components/ui/button";

export default function ReportNotFound() {
  return (
    <PageMessage
      title="There is no such report"
      text="The link may be cut off, or the report was removed when it grew old."
      action={
        <Button asChild variant="primary">
          <Link href="/history">All reports</Link>
        </Button>
      }
    />
  );
}
