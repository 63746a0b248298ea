import type { KnownImage } from "../images";
import { curl } from "./curl";
import { dbt } from "./dbt";
import { type Program, prints } from "./program";

const shells = ["ash", "bash", "sh", "python", "python3", "gcloud"];

const echo: Program = ({ argv }) => {
  const words = argv.slice(1);
  return words[0] === "-n" ? prints(words.slice(1).join(" ")) : prints(`${words.join(" ")}\n`);
};

const sleep: Program = ({ argv }) => {
  const seconds = Number(argv[1]?.replace(/s$/, "") ?? "infinity");
  return { output: [], endsAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : null, exitCode: 0 };
};

const fail: Program = () => prints("The simulated program fails.\n", 1);

/* A shell without a terminal and without a script has nothing to do. */
const interpreter: Program = ({ argv }) =>
  argv.length === 1 ? prints("") : prints(`${argv[0]?.split("/").at(-1)}: this is a simulated container\n`, 127);

const silent: Program = () => prints("");

const endless: Program = () => ({ output: [], endsAfterMs: null, exitCode: 0 });

const outOfMemory: Program = () => ({
  output: [{ afterMs: 0, text: "Loading the manifest…\n" }],
  endsAfterMs: 400,
  exitCode: 137,
  reason: "OOMKilled",
});

const byName: Readonly<Record<string, Program>> = {
  curl,
  dbt,
  echo,
  sleep,
  true: silent,
  false: () => prints("", 1),
  ...Object.fromEntries(shells.map((shell) => [shell, interpreter])),
};

/** The program that a container runs; undefined when there is no such executable in its image. */
export function chooseProgram(image: KnownImage["program"], argv: readonly string[]): Program | undefined {
  const name = nameOf(argv);
  const named = byName[name];
  switch (image) {
    case "fail":
      return fail;
    case "out-of-memory":
      return outOfMemory;
    case "sleep":
      return name === "sleep" ? sleep : endless;
    case "silent":
      return named ?? silent;
    case "echo":
      return named ?? ((context) => echo({ ...context, argv: ["echo", ...argv] }));
    case "tools":
      return name === "curl" || name === "dbt" ? undefined : named;
    default:
      return named;
  }
}

function nameOf(argv: readonly string[]): string {
  return argv[0]?.split("/").at(-1) ?? "";
}
