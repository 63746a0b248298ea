import type { Metadata } from "next";
import { Identity } from "../_features/workloads/identity/identity";

export const metadata: Metadata = { title: "Identity" };

type Search = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;

export default async function WorkloadsPage({ searchParams }: { readonly searchParams: Search }) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    for (const one of typeof value === "string" ? [value] : (value ?? [])) search.append(name, one);
  }
  return <Identity link={search.toString()} />;
}
