import type { Metadata } from "next";
import { parseClusterName } from "@/lib/core/cluster-name";
import { Access } from "../_features/access/access";

export const metadata: Metadata = { title: "Access" };

type Search = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** `?grant=ID` leads to a grant, `?cluster=RESOURCE` to its list, `?ask` or `?ask=RESOURCE` to the dialog. */
export default async function AccessPage({ searchParams }: { readonly searchParams: Search }) {
  const { grant, cluster, ask } = await searchParams;
  return (
    <Access
      link={{
        grant: typeof grant === "string" && grant !== "" ? grant : null,
        cluster: clusterOf(cluster),
        ask: ask === undefined ? null : (clusterOf(ask) ?? ""),
      }}
    />
  );
}

function clusterOf(value: string | string[] | undefined): string | null {
  return typeof value === "string" && parseClusterName(value) ? value : null;
}
