import { ShieldCheck } from "lucide-react";
import type { KubeconfigSummary } from "@/lib/kubernetes/kubeconfig/summary";

const fields: readonly { readonly key: keyof KubeconfigSummary; readonly label: string; readonly none: string }[] = [
  { key: "context", label: "Context", none: "none is set" },
  { key: "server", label: "Server", none: "none" },
  { key: "caSha256", label: "CA certificate, SHA-256", none: "not in the file" },
  { key: "execCommandBasename", label: "Credential plugin", none: "none" },
  { key: "proxyUrl", label: "Proxy", none: "none" },
  { key: "tlsServerName", label: "TLS server name", none: "none" },
];

/** All that leaves the page of a kubeconfig. */
export function SummaryTable({ summary }: { readonly summary: KubeconfigSummary }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <p className="flex items-start gap-2 border-b border-line bg-ok-soft px-3 py-2 text-sm">
        <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ok" />
        <span>
          <span className="font-semibold">Exactly these six fields leave this page, and nothing else:</span> no token,
          no key, no certificate, no plugin arguments.
        </span>
      </p>
      <dl className="divide-y divide-line text-sm">
        {fields.map(({ key, label, none }) => (
          <div key={key} className="grid gap-x-3 px-3 py-1.5 sm:grid-cols-[12rem_1fr]">
            <dt className="text-muted">{label}</dt>
            <dd className={summary[key] ? "value" : "text-faint"}>{summary[key] ?? none}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
