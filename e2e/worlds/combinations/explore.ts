import fc from "fast-check";
import { anyCase } from "@/e2e/worlds/combinations/any-case";
import { type Case, healthyCase } from "@/e2e/worlds/combinations/case";
import { factsOf } from "@/e2e/worlds/combinations/facts-of";
import { violationsOf } from "@/e2e/worlds/combinations/invariants";
import { errorCauses } from "@/lib/kubernetes/explain/causes";

const n = Number(process.argv[2] ?? 5000),
  seed = Number(process.argv[3] ?? 1),
  filter = process.argv[4];
const seen = new Map<string, { count: number; example: unknown; size: number }>();
const t0 = Date.now();
for (const c of fc.sample(anyCase, { numRuns: n, seed })) {
  for (const v of violationsOf(factsOf(c))) {
    const key = `${v.rule} | ${v.detail.replace(/gke-[\w.-]+/g, "HOST").replace(/\d+\.\d+\.\d+\.\d+(\/\d+)?/g, "IP")}`;
    const size = distance(c);
    const s = seen.get(key) ?? { count: 0, example: c, size: 1e9 };
    s.count++;
    if (size < s.size) {
      s.example = c;
      s.size = size;
    }
    seen.set(key, s);
  }
}
function distance(c: Case): number {
  return diff(c).length;
}
export function diff(c: Case): string[] {
  const out: string[] = [];
  for (const [k, v] of Object.entries(c)) {
    const h = (healthyCase as any)[k];
    if (k === "cluster") {
      for (const [kk, vv] of Object.entries(v as any))
        if (JSON.stringify(vv) !== JSON.stringify((h as any)[kk])) out.push(`cluster.${kk}=${JSON.stringify(vv)}`);
    } else if (JSON.stringify(v) !== JSON.stringify(h)) out.push(`${k}=${JSON.stringify(v)}`);
  }
  return out;
}
const rows = [...seen].filter(([k]) => !filter || k.includes(filter)).sort((a, b) => (a[0] < b[0] ? -1 : 1));
for (const [k, s] of rows)
  console.log(`${String(s.count).padStart(5)} ${k}\n        ${diff(s.example as Case).join("  ")}`);
console.log(n, "cases", Date.now() - t0, "ms", rows.length, "kinds");
