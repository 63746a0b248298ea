import { spawn } from "node:child_process";
import type { Simulator } from "@/lib/simulator/simulator";
import type { PlaceId } from "@/lib/simulator/world";

export type ShellResult = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a script in a shell of its own; `input` is its standard input. */
export async function runShell(
  script: string,
  { home, input = "" }: { readonly home: string; readonly input?: string },
): Promise<ShellResult> {
  const child = spawn("sh", ["-c", script], { env: { ...process.env, HOME: home }, cwd: home });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    err += String(chunk);
  });
  child.stdin.end(input);
  const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? -1)));
  return { code, out, err };
}

/** The `export` lines that a person pastes. */
export async function exportLines({ control }: Simulator, place: PlaceId): Promise<string> {
  return (await fetch(`${control}/env?place=${place}`)).text();
}
