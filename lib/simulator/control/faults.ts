import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";

/** Which part of the simulated world a fault is in. */
export type FaultHost = "google" | "dns" | "proxy" | "kubernetes";

/** An injected fault. Google's API and the control planes take all of it; the other hosts take the latency. */
export type Fault = {
  readonly match: {
    /** Default `google`. */
    readonly host?: FaultHost;
    readonly method?: string;
    /** A regular expression on the path. */
    readonly pathPattern?: string;
  };
  readonly latencyMs?: number;
  /** Answers this status instead of the real one. */
  readonly status?: number;
  /** The body that goes with `status`; a JSON value or a text. Default: Google's error shape for the status. */
  readonly body?: unknown;
  /** Sends this many bytes of the body, then breaks the connection; `true`: half of it. */
  readonly truncate?: number | true;
  /** How often the fault strikes; default always. */
  readonly times?: number;
};

/** The faults of one simulator. */
export class Faults {
  private entries: { readonly fault: Fault; left: number }[] = [];

  /** Replaces all faults. */
  set(faults: readonly Fault[]): void {
    this.entries = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  }

  list(): readonly Fault[] {
    return this.entries.filter(({ left }) => left > 0).map(({ fault }) => fault);
  }

  /** Takes the first fault that matches, and counts it as struck; undefined when none does. */
  take(host: FaultHost, method = "", path = ""): Fault | undefined {
    const entry = this.entries.find(({ fault, left }) => left > 0 && matches(fault, host, method, path));
    if (entry) entry.left -= 1;
    return entry?.fault;
  }

  /** Waits for as long as a matching fault delays this host. */
  async delay(host: FaultHost): Promise<void> {
    await wait(this.take(host)?.latencyMs ?? 0);
  }
}

/** Resolves after this many milliseconds, at once for 0. The timer does not keep the process alive. */
export function wait(milliseconds: number): Promise<void> {
  if (milliseconds <= 0) return Promise.resolve();
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

/** What a fault answers instead of the real answer; undefined when it only delays or breaks off. `plain`: the host's own error. */
export function faultAnswer(
  { status, body }: Fault,
  plain: (status: number, message: string) => SimulatedAnswer,
): SimulatedAnswer | undefined {
  if (status === undefined) return undefined;
  if (typeof body === "string") return { status, text: body };
  return body === undefined ? plain(status, `Injected fault ${status}.`) : { status, json: body };
}

/** How many bytes of the answer are sent before the connection breaks; undefined: all of them. */
export function truncatedBytes(fault: Fault | undefined, answer: SimulatedAnswer): number | undefined {
  if (fault?.truncate === undefined) return undefined;
  const length = Buffer.byteLength(answer.text ?? JSON.stringify(answer.json ?? {}));
  return fault.truncate === true ? Math.floor(length / 2) : Math.min(fault.truncate, length - 1);
}

function matches({ match }: Fault, host: FaultHost, method: string, path: string): boolean {
  return (
    (match.host ?? "google") === host &&
    (match.method === undefined || match.method.toUpperCase() === method) &&
    (match.pathPattern === undefined || new RegExp(match.pathPattern).test(path))
  );
}
