import { ScanText } from "lucide-react";

/** What the pasted text was recognised as. */
export function PastedTitle({ title }: { readonly title: string }) {
  return (
    <h3 className="flex items-center gap-2 font-semibold">
      <ScanText aria-hidden="true" className="size-4 text-accent" />
      {title}
    </h3>
  );
}
