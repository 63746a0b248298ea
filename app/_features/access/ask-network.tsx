"use client";

import { EyeOff, ScanEye } from "lucide-react";
import { useId } from "react";
import type { Caller } from "@/app/_client/wire";
import { type AskDraft, networkOf, networkSize, splitNetwork } from "@/app/_components/access/ask-draft";

const prefixes = [32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 16];

/** The network to let in: the person's own address, as wide as they choose, or another that they type. */
export function AskNetwork({
  address,
  prefix,
  caller,
  problem,
  onNetwork,
}: {
  readonly address: string | null;
  readonly prefix: number;
  readonly caller: Caller | null;
  readonly problem: string | undefined;
  readonly onNetwork: (part: Partial<AskDraft>) => void;
}) {
  const id = useId();
  const own = caller?.family === "ipv4" ? caller.address : null;
  const shown = address ?? own ?? "";
  const network = networkOf(shown, prefix);
  const choices = prefixes.includes(prefix) ? prefixes : [prefix, ...prefixes].toSorted((left, right) => right - left);
  const described = `${id}-note ${id}-problem`;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">Network</legend>
      <div className="flex gap-2">
        <input
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          aria-label="IPv4 address"
          aria-invalid={problem !== undefined}
          aria-describedby={described}
          placeholder="81.92.200.7"
          value={shown}
          onChange={(event) => onNetwork(splitNetwork(event.target.value, prefix))}
          className="h-9 min-w-0 flex-1 rounded-lg border border-outline bg-surface px-2.5 font-mono text-sm aria-invalid:border-fail max-sm:h-11"
        />
        <select
          aria-label="How wide"
          value={prefix}
          onChange={(event) => onNetwork({ prefix: Number(event.target.value) })}
          className="h-9 w-34 shrink-0 rounded-lg border border-outline bg-surface px-2 text-sm max-sm:h-11 sm:w-44"
        >
          {choices.map((length) => (
            <option key={length} value={length}>
              /{length} · {networkSize(length)}
            </option>
          ))}
        </select>
      </div>
      <div id={`${id}-note`} className="mt-1.5 space-y-1 text-sm text-muted">
        <Seen shown={shown} own={own} caller={caller} onOwn={() => onNetwork({ address: null })} />
        {network && prefix < 32 && (
          <p>
            That is <span className="value text-ink">{network}</span>. The wider it is, the more people it lets in.
          </p>
        )}
      </div>
      <p id={`${id}-problem`} role="alert" className={problem ? "mt-1 text-sm text-fail" : ""}>
        {problem}
      </p>
    </fieldset>
  );
}

/** Whether this server sees the person at the address. */
function Seen({
  shown,
  own,
  caller,
  onOwn,
}: {
  readonly shown: string;
  readonly own: string | null;
  readonly caller: Caller | null;
  readonly onOwn: () => void;
}) {
  if (own === null) {
    return (
      <p>
        {caller
          ? "This server sees you at an IPv6 address, and GKE’s lists hold IPv4 only: type the IPv4 address that you leave by."
          : "Where this server sees you is not known yet."}
      </p>
    );
  }
  if (shown.trim() === own) {
    return (
      <p className="flex gap-1.5">
        <ScanEye aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ok" />
        <span>
          Your own address, as this server sees it.
          {caller?.trusted === false && " A proxy in between may hide the real one."}
        </span>
      </p>
    );
  }
  return (
    <p className="flex gap-1.5 text-warn">
      <EyeOff aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>
        Not seen by this server: it sees you at <span className="value">{own}</span>.{" "}
        <button
          type="button"
          onClick={onOwn}
          className="min-h-6 font-medium text-accent underline-offset-4 hover:underline"
        >
          Use that
        </button>
      </span>
    </p>
  );
}
