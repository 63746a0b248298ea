import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

type Row = { readonly pid: number; readonly parent: number; readonly command: string };

function processes(): readonly Row[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,comm="], { encoding: "utf8" }).trim().split("\n");
  return lines.flatMap((line) => {
    const [pid, parent, state = "", ...command] = line.trim().split(/\s+/);
    return state.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent), command: command.join(" ") }];
  });
}

/** The process and all that it, or one of those, started. */
export function familyOf(pid: number): readonly Row[] {
  const all = processes();
  const family = all.filter((row) => row.pid === pid);
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
  return family;
}

/** Kills them all; those that have just ended by themselves, as the launcher's children do when it is gone, are no trouble. */
export function killFamily(family: readonly Row[]): void {
  for (const { pid } of family) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

/** Resolves with those that still run after `patienceMs`, at once when none does. */
export async function survivors(family: readonly Row[], patienceMs: number): Promise<readonly Row[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const alive = new Set(processes().map(({ pid }) => pid));
    const left = family.filter(({ pid }) => alive.has(pid));
    if (left.length === 0 || performance.now() > deadline) return left;
    await pause(20);
  }
}
