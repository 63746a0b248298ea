import fc from "fast-check";
import { anyCase, hideable } from "@/e2e/worlds/combinations/any-case";
import { type Case, healthyCase } from "@/e2e/worlds/combinations/case";
import { factsOf } from "@/e2e/worlds/combinations/facts-of";
import { violationsInOrder, violationsWithout } from "@/e2e/worlds/combinations/over-time";
const n = Number(process.argv[2] ?? 1000), seed = Number(process.argv[3] ?? 1);
const seen = new Map<string, { count: number; example: Case; more: unknown; size: number }>();
function diff(c: Case): string[] {
  const out: string[] = [];
  for (const [k, v] of Object.entries(c)) {
    const h = (healthyCase as any)[k];
    if (k === "cluster") { for (const [kk, vv] of Object.entries(v as any)) if (JSON.stringify(vv) !== JSON.stringify((h as any)[kk])) out.push(`cluster.${kk}=${JSON.stringify(vv)}`); }
    else if (JSON.stringify(v) !== JSON.stringify(h)) out.push(`${k}=${JSON.stringify(v)}`);
  }
  return out;
}
const arb = fc.tuple(anyCase, fc.constantFrom(...hideable), fc.shuffledSubarray([...hideable], { minLength: hideable.length }));
for (const [c, name, order] of fc.sample(arb, { numRuns: n, seed })) {
  for (const v of [...violationsWithout(c, name), ...violationsInOrder(factsOf(c), order)]) {
    const key = `${v.rule} | ${v.detail}`; const size = diff(c).length;
    const s = seen.get(key) ?? { count: 0, example: c, more: null, size: 1e9 };
    s.count++; if (size < s.size) { s.example = c; s.size = size; s.more = v.rule.startsWith("h") ? name : order; }
    seen.set(key, s);
  }
}
for (const [k, s] of [...seen].sort()) console.log(`${String(s.count).padStart(5)} ${k}\n        ${diff(s.example).join("  ")}\n        ${JSON.stringify(s.more)}`);
console.log(n, "cases", seen.size, "kinds");
