import type { Metadata } from "next";
import { parseClusterName } from "@/lib/core/cluster-name";
import { Activity } from "../_features/activity/activity";

export const metadata: Metadata = { title: "Activity" };

type Search = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** `?cluster=RESOURCE`: what happened to one cluster; `?show=others`: what others did; `?show=steps`: every step. */
export default async function ActivityPage({ searchParams }: { readonly searchParams: Search }) {
  const { cluster, show } = await searchParams;
  const first = {
    cluster: typeof cluster === "string" && parseClusterName(cluster) ? cluster : null,
    show: show === "others" || show === "steps" ? show : "changes",
  } as const;
  return <Activity key={JSON.stringify(first)} first={first} />;
}
