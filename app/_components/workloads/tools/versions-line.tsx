import type { ReadVersions } from "@/lib/services/schema/workload-tools";

/** For which versions an answer is right. */
export function VersionsLine({ versions }: { readonly versions: ReadVersions }) {
  const { composer, airflow, provider } = versions;
  const parts = [
    composer === null ? null : `Composer ${composer}`,
    airflow === null ? "any Airflow" : `Airflow ${airflow}`,
    providerWords(versions),
  ];
  return (
    <p className="text-sm text-pretty text-muted">
      For <span className="text-ink">{parts.filter(Boolean).join(", ")}</span>
      {provider.source && provider.source !== "As given." && <> · {provider.source}</>}
    </p>
  );
}

/** The provider's version where only one is possible. */
export function onlyProvider({ provider: { from, below } }: ReadVersions): string | null {
  if (from === null || below === null) return null;
  const [major, minor, patch] = from.split(".").map(Number);
  return below === `${major}.${minor}.${(patch ?? 0) + 1}` ? from : null;
}

function providerWords(versions: ReadVersions): string {
  const { from, below } = versions.provider;
  const only = onlyProvider(versions);
  if (only !== null) return `provider ${only}`;
  if (from === null && below === null) return "any provider";
  if (from === null) return `any provider before ${below}`;
  return below === null ? `any provider from ${from} on` : `a provider from ${from} to before ${below}`;
}
