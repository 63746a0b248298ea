import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatPolicyProblem, loadPolicy, type Policy } from "@/lib/access/policy";
import { EnvError } from "./env";

/**
 * The policy in that file, or the one that Drawbridge brings. Read once, when it starts: another text needs a restart, so
 * that every answer of one process comes from one policy.
 *
 * @throws EnvError with the line of everything that is wrong: without a policy nothing is decided
 */
export function readPolicy(file: string | undefined): Policy {
  const path = file ?? fileURLToPath(new URL("../access/default.cedar", import.meta.url));
  const loaded = loadPolicy(readText(path), { file: file ?? "the default policy" });
  if (loaded.kind === "policy") return loaded;
  const lines = loaded.errors.map((error) => `  ${formatPolicyProblem(loaded.file, error)}`);
  throw new EnvError(`Drawbridge cannot start with this policy (DRAWBRIDGE_POLICY_FILE):\n${lines.join("\n")}`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvError(`Drawbridge cannot read its policy (DRAWBRIDGE_POLICY_FILE=${path}): ${reason}`);
  }
}
