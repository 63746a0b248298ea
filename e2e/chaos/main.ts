import { type Chaos, runChaos } from "./run-chaos";

/*
 * Kills, stops and restarts three applier processes and their PostgreSQL while people ask for grants and others edit the
 * same lists, and judges what the simulated Google saw.
 *
 * usage: npm run chaos [-- --seeds N] [-- --first N] [-- --json]
 */
const seeds = whole("--seeds", 1_000);
const first = whole("--first", 1);

/** Violations by what they mean to people. */
const meaning = {
  lost: ["P2", "P6", "P7"],
  foreignChanged: ["P1", "P5"],
  late: ["P3", "P4"],
} as const;

async function main(): Promise<number> {
  const started = performance.now();
  const chaos = await runChaos({ seeds, first }, (done) => console.error(`${done} of ${seeds} seeds`));
  const { broken, unaudited, kills } = chaos;
  const numberOf = (promises: readonly string[]) => broken.filter(({ promise }) => promises.includes(promise)).length;
  const result = {
    seeds,
    kills: [...kills.values()].reduce((sum, count) => sum + count, 0),
    lost: numberOf(meaning.lost),
    foreignChanged: numberOf(meaning.foreignChanged),
    late: numberOf(meaning.late),
  };
  print(chaos, result, (performance.now() - started) / 1_000);
  if (process.argv.includes("--json")) console.log(JSON.stringify(result));
  return broken.length + unaudited.length > 0 ? 1 : 0;
}

function print(chaos: Chaos, { kills, lost, foreignChanged, late }: Record<string, number>, seconds: number): void {
  const { stops, crashes, writes, broken, unaudited } = chaos;
  const row = (what: string, value: unknown) => console.log(`${what.padEnd(58)} ${String(value).padStart(8)}`);
  row("seeds (clusters, six simulated minutes each)", seeds);
  row("applier processes killed by SIGKILL", kills);
  for (const [step, count] of [...chaos.kills].sort()) row(`  at ${step}`.replace("at at", "at"), count);
  row("applier processes stopped for longer than their locks last", stops);
  row("PostgreSQL killed by SIGKILL", crashes);
  row("updates that Google accepted, ours and others'", writes);
  for (const [end, count] of [...chaos.ends].sort()) row(`  grants ${end}`, count);
  row("grants lost, refused in silence or made twice", lost);
  row("entries of others changed, lists opened or emptied", foreignChanged);
  row("entries that outlived their right, or came before it", late);
  row("changes without an audit event", unaudited.length);
  row("seconds", Math.round(seconds));
  for (const { seed, promise, what } of broken) console.log(`seed ${seed}: ${promise}: ${what}`);
  for (const one of unaudited) console.log(JSON.stringify(one));
}

function whole(name: string, fallback: number): number {
  const index = process.argv.indexOf(name);
  const value = index < 0 ? fallback : Number(process.argv[index + 1]);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`${name} wants a whole number above 0.`);
  process.exit(2);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
