import type { Metadata } from "next";
import { Diagnose } from "../_features/diagnose/diagnose";

export const metadata: Metadata = { title: { absolute: "Diagnose · Drawbridge" } };

type Search = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export default async function DiagnosePage({ searchParams }: { readonly searchParams: Search }) {
  const { cluster, from, to } = await searchParams;
  return <Diagnose link={{ ...text("cluster", cluster), ...text("from", from), ...text("to", to) }} />;
}

/** A parameter that was given once. */
function text<Key extends string>(key: Key, value: string | string[] | undefined): { readonly [K in Key]?: string } {
  return typeof value === "string" ? ({ [key]: value } as { readonly [K in Key]?: string }) : {};
}
