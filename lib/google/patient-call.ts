import { setTimeout as pause } from "node:timers/promises";
import { toGoogleError } from "./google-error";

/** Milliseconds between the attempts at a call that reads. */
const pauses = [150, 500];

/**
 * One reading call to Google, tried again when Google or the way to it is unavailable. All attempts and pauses together
 * end by `timeoutMs`; the Google client's own retries go on for minutes and hide what Google said.
 *
 * @param call gets what is left of the time, in milliseconds
 * @throws GoogleError of the last attempt
 */
export async function patientCall<Value>(timeoutMs: number, call: (leftMs: number) => Promise<Value>): Promise<Value> {
  const endsAt = performance.now() + timeoutMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call(Math.max(1, Math.floor(endsAt - performance.now())));
    } catch (error) {
      const failure = toGoogleError(error);
      const wait = pauses[attempt];
      if (failure.reason !== "unavailable" || wait === undefined || performance.now() + wait >= endsAt) throw failure;
      await pause(wait);
    }
  }
}
