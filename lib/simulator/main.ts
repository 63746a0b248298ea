import { parseArgs } from "node:util";
import { type SimulatorOptions, startSimulator } from "./simulator";

const usage = `usage: tsx lib/simulator/main.ts [--worlds default | --recorded FOLDER]
  [--google-port N] [--proxy-port N] [--front-door-port N] [--control-port N]
  [--front-door-target http://127.0.0.1:N] [--exit-with-parent]`;

/** Reads the command line; throws with a sentence for people. */
function readOptions(): { options: SimulatorOptions; exitWithParent: boolean } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      worlds: text,
      recorded: text,
      "google-port": text,
      "proxy-port": text,
      "front-door-port": text,
      "control-port": text,
      "front-door-target": text,
      "exit-with-parent": { type: "boolean" },
    },
  });
  if (values.worlds !== undefined && values.worlds !== "default") throw new Error(`--worlds: only "default" exists`);
  const target = values["front-door-target"];
  const options = {
    ...(values.recorded === undefined ? {} : { recordedFolder: values.recorded }),
    ...(target === undefined ? {} : { frontDoorTarget: new URL(target).origin }),
    googlePort: port("--google-port", values["google-port"]),
    proxyPort: port("--proxy-port", values["proxy-port"]),
    frontDoorPort: port("--front-door-port", values["front-door-port"]),
    controlPort: port("--control-port", values["control-port"]),
  };
  return { options, exitWithParent: values["exit-with-parent"] === true };
}

function port(name: string, text = "0"): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new Error(`${name}: ${text} is not a port`);
  return number;
}

async function main(): Promise<void> {
  const { options, exitWithParent } = readOptions();
  const { close, notices, ...addresses } = await startSimulator(options);
  for (const notice of notices) console.error(notice);
  const stop = () => void close().then(() => process.exit(0));
  process.once("SIGTERM", stop).once("SIGINT", stop);
  if (exitWithParent) process.stdin.resume().once("end", stop).once("close", stop);
  console.log(JSON.stringify(addresses));
}

try {
  await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 1;
}
