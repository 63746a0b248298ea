import { refused } from "@/lib/core/problem";
import { command } from "@/lib/kubernetes/shell-quote";
import { readPastedDbt } from "@/lib/workload/dbt/pasted";
import type { DbtAnswer } from "../schema/workload-tools";

/**
 * What a command, an argument list or Python that somebody has already makes dbt select. Nothing of it is kept.
 *
 * @throws Problem 422 when it is none of these
 */
export function readDbt(text: string): DbtAnswer {
  const read = readPastedDbt(text);
  if (read.kind === "unreadable") throw refused(read.reason);
  if (read.kind === "python") return { kind: "read-python", findings: [...read.findings] };
  const { sentence, expression, union } = read;
  return {
    kind: "read-arguments",
    arguments: [...read.arguments],
    sentence,
    expression,
    union: union && {
      message: union.message,
      intersection: union.intersection,
      command: command(["dbt", ...union.arguments]),
    },
  };
}
