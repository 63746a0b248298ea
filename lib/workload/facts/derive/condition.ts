/**
 * What a condition of an IAM binding comes to at a time (RFC 3339): only `request.time < timestamp("…")`, alone, is judged.
 * Every other expression is `undecided`.
 */
export function conditionAt(expression: string, at: string): "holds" | "expired" | "not-yet" | "undecided" {
  const match = /^\s*request\.time\s*(<=?|>=?)\s*timestamp\(\s*["']([0-9T:.Z+-]{10,40})["']\s*\)\s*$/.exec(expression);
  const [, operator = "", text = ""] = match ?? [];
  const limit = Date.parse(text);
  const now = Date.parse(at);
  if (!match || Number.isNaN(limit) || Number.isNaN(now)) return "undecided";
  if (operator.startsWith("<")) return now < limit ? "holds" : "expired";
  return now >= limit ? "holds" : "not-yet";
}
