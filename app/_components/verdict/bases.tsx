import { Eye, FileCog, MessageSquareText, Settings2 } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/app/_components/ui/badge";
import type { Basis } from "@/lib/engine/basis";

const labels: Readonly<Record<Basis, { readonly text: string; readonly icon: ReactNode }>> = {
  configuration: { text: "from configuration", icon: <Settings2 aria-hidden="true" /> },
  observed: { text: "observed", icon: <Eye aria-hidden="true" /> },
  kubeconfig: { text: "your kubeconfig", icon: <FileCog aria-hidden="true" /> },
  "error-text": { text: "your error text", icon: <MessageSquareText aria-hidden="true" /> },
};

/** What a statement rests on. */
export function Bases({ bases }: { readonly bases: readonly Basis[] }) {
  return bases.map((basis) => (
    <Badge key={basis}>
      {labels[basis].icon}
      {labels[basis].text}
    </Badge>
  ));
}
