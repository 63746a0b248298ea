import type { Clock } from "@/lib/core/clock";
import type { Surroundings } from "@/lib/diagnosis/gatherers/surroundings";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { type GoogleRange, googleCloudRanges } from "@/lib/google/ip-ranges";
import { googleRest } from "@/lib/google/rest";
import type { GoogleSettings } from "@/lib/google/settings";

/** Everything that gatherers look at, except who is asking. One identity and one set of clients for the process. */
export function createOutside(
  google: GoogleSettings,
  network: Surroundings["network"],
  clock: Clock,
): Omit<Surroundings, "caller"> {
  const identity = googleIdentity(google);
  const rest = googleRest(google, identity);
  return {
    container: containerReader(google, identity),
    rest,
    identity,
    googleRanges: keptForADay((signal) => googleCloudRanges(rest, signal), clock),
    network,
    clock,
  };
}

const dayMs = 24 * 60 * 60_000;

/** Google changes the file a few times a week. A failed reading is not kept. */
function keptForADay(read: (signal: AbortSignal) => Promise<readonly GoogleRange[]>, clock: Clock) {
  let kept: { readonly at: number; readonly ranges: readonly GoogleRange[] } | undefined;
  return async (signal: AbortSignal) => {
    if (kept && clock.monotonicMs() - kept.at < dayMs) return kept.ranges;
    const ranges = await read(signal);
    kept = { at: clock.monotonicMs(), ranges };
    return ranges;
  };
}
