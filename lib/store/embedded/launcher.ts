import { type ChildProcess, execFile, type SpawnOptions, spawn } from "node:child_process";
import { promisify } from "node:util";
import { StoreError } from "../store-error";
import { type Account, accountFor } from "./account";
import type { Binaries } from "./binaries";

/** How PostgreSQL's programs are started here. */
export type Launcher = {
  /** Who they run as, when this process is root (which PostgreSQL refuses to be). */
  readonly account: Account | undefined;
  /** Of the binaries: `18.4`. */
  readonly version: string;
  start(command: string, args: readonly string[]): ChildProcess;
};

/** A program that PostgreSQL is started through, and the account that Node changes to before it. */
type Way = { readonly through: readonly string[]; readonly as: Account | undefined };

/** The kernel sends it when this process dies, so that a killed Drawbridge leaves no PostgreSQL behind (Linux). */
const stopWithParent = ["--pdeathsig", "INT"];

/**
 * Finds a way that works, by trying. As root: the account that `accountFor` names; and where the parents of a folder
 * do not let that account pass, the account with the one capability to pass (CAP_DAC_READ_SEARCH).
 * @throws StoreError `no-binaries`, `no-server-account`
 */
export async function findLauncher(binaries: Binaries, dataDirectory: string): Promise<Launcher> {
  const account = await accountFor(dataDirectory);
  const environment = environmentFor(binaries);
  let refusal = "";
  for (const way of waysFor(account)) {
    try {
      const version = await askVersion(commandLine(way, environment, enterAndAsk(dataDirectory, account, binaries)));
      return { account, version, start: (command, args) => startBy(commandLine(way, environment, [command, ...args])) };
    } catch (error) {
      // The plain way's refusal tells most: the others may only say that `setpriv` is missing.
      if (way.through.length === 0) refusal = lastLine(error);
    }
  }
  const plain = commandLine({ through: [], as: undefined }, environment, [binaries.postgres, "-V"]);
  throw await noWay(account, refusal, () => askVersion(plain));
}

type CommandLine = { readonly program: string; readonly args: readonly string[]; readonly options: SpawnOptions };

function commandLine(way: Way, env: NodeJS.ProcessEnv, command: readonly string[]): CommandLine {
  const [program = "", ...args] = [...way.through, ...command];
  const identity: Partial<Account> = way.as ?? {};
  return { program, args, options: { cwd: "/", env, ...identity } };
}

/** Nothing of this process's environment: PGDATA, PGPORT, LC_ALL and others would change what the programs do. */
function environmentFor({ libraryPath }: Binaries): NodeJS.ProcessEnv {
  const variables: Readonly<Record<string, string>> = {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    LC_ALL: "C",
    ...(libraryPath === undefined ? {} : { LD_LIBRARY_PATH: libraryPath }),
  };
  return variables as NodeJS.ProcessEnv;
}

/** Asks the binaries for their version; where the account is another, as someone who can also enter `directory`. */
function enterAndAsk(directory: string, account: Account | undefined, { postgres }: Binaries): readonly string[] {
  const ask = [postgres, "-V"];
  return account ? ["/bin/sh", "-c", 'cd "$0" && exec "$@"', directory, ...ask] : ask;
}

async function askVersion({ program, args, options }: CommandLine): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { ...options, timeout: 10_000, encoding: "utf8" });
  const version = /\(PostgreSQL\) (\d\S*)/.exec(stdout)?.[1];
  if (version === undefined) throw new Error(`it does not say its version, but ${JSON.stringify(stdout)}`);
  return version;
}

function startBy({ program, args, options }: CommandLine): ChildProcess {
  // Detached: a terminal's Ctrl-C must not reach PostgreSQL before Drawbridge has closed its connections.
  return spawn(program, args, { ...options, detached: true, stdio: ["ignore", "ignore", "pipe"] });
}

function waysFor(account: Account | undefined): readonly Way[] {
  const setpriv = ["setpriv", ...stopWithParent];
  if (!account)
    return [
      { through: setpriv, as: undefined },
      { through: [], as: undefined },
    ];
  const passing = "+dac_read_search";
  const identity = ["--reuid", String(account.uid), "--regid", String(account.gid), "--clear-groups"];
  return [
    { through: setpriv, as: account },
    { through: [], as: account },
    { through: [...setpriv, ...identity, "--inh-caps", passing, "--ambient-caps", passing], as: undefined },
  ];
}

async function noWay(account: Account | undefined, refusal: string, ask: () => Promise<string>): Promise<StoreError> {
  const binariesFail = account ? await ask().then(() => undefined, lastLine) : refusal;
  if (binariesFail !== undefined) {
    return new StoreError(
      "no-binaries",
      `The PostgreSQL that npm installed does not run on this system: ${binariesFail}. ` +
        "It needs glibc on Linux (not Alpine's musl). Or set DATABASE_URL to a PostgreSQL server.",
    );
  }
  return new StoreError(
    "no-server-account",
    `Drawbridge runs as root, which PostgreSQL refuses, and as uid ${account?.uid} it does not start: ${refusal}. ` +
      "Start Drawbridge as an ordinary user, or put DRAWBRIDGE_DATA_DIR and the program where that uid may pass, " +
      "or set DATABASE_URL to a PostgreSQL server.",
  );
}

function lastLine(error: unknown): string {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const text = stderr.trim() || (error instanceof Error ? error.message : String(error));
  return text.trim().split("\n").at(-1) ?? "no message";
}
