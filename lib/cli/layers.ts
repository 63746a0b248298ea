import { spawnSync } from "node:child_process";

/*
 * The import rules of lib/layers.cjs, as errors. dependency-cruiser silently checks nothing when it cannot use the
 * installed TypeScript and only warns about it, so that warning fails too, as does finding no TypeScript at all.
 */
const { status, stdout, stderr } = spawnSync(
  "depcruise",
  ["--config", "lib/layers.cjs", "--output-type", "err-long", "lib", "app"],
  {
    encoding: "utf8",
  },
);
process.stdout.write(stdout);
process.stderr.write(stderr);

const modules = Number(/(\d+) modules/.exec(stdout)?.[1] ?? 0);
const blind = /missing-\w*-transpiler|missing-tsc/i.test(stdout + stderr);
if (blind) console.error("dependency-cruiser cannot read TypeScript here: it checked nothing.");
if (modules < 50) console.error(`dependency-cruiser saw ${modules} modules: it did not look at the project.`);
process.exit(status !== 0 || blind || modules < 50 ? 1 : 0);
