"use client";

import { type FormEvent, useId, useState } from "react";
import { vantageName } from "@/app/_client/format";
import { Choice } from "@/app/_components/question/choice";
import { ToolbarField } from "@/app/_components/question/toolbar-field";
import { Button } from "@/app/_components/ui/button";
import { Popover } from "@/app/_components/ui/popover";
import { useDirectory } from "@/app/_features/state/directory";
import type { Vantage } from "@/lib/diagnosis/facts/schema";

/** Chooses where the connection starts. */
export function VantagePicker({
  vantage,
  onPick,
}: {
  readonly vantage: Vantage;
  readonly onPick: (vantage: Vantage) => void;
}) {
  const { caller } = useDirectory();
  const [open, setOpen] = useState(false);
  const pick = (next: Vantage) => {
    setOpen(false);
    onPick(next);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Where the connection starts"
      className="w-96"
      trigger={
        <ToolbarField
          label="from"
          value={vantageName(vantage)}
          note={vantage.kind === "browser" ? caller?.address : undefined}
        />
      }
    >
      <fieldset className="min-w-0 p-1.5">
        <legend className="sr-only">Where the connection starts</legend>
        <Choice
          name="vantage"
          checked={vantage.kind === "browser"}
          onChoose={() => pick({ kind: "browser" })}
          title="This browser"
          note={
            caller ? <CallerNote address={caller.address} trusted={caller.trusted} /> : "Its address is not known yet."
          }
        />
        <Choice
          name="vantage"
          checked={vantage.kind === "server"}
          onChoose={() => pick({ kind: "server" })}
          title="This server"
          note="Where Drawbridge runs. It can try a real connection."
        />
        <AddressForm address={vantage.kind === "address" ? vantage.address : ""} onPick={pick} />
      </fieldset>
    </Popover>
  );
}

function CallerNote({ address, trusted }: { readonly address: string; readonly trusted: boolean }) {
  return (
    <>
      <span className="value">{address}</span>, as this server sees it
      {!trusted && ". A proxy in between may hide the real one."}
    </>
  );
}

function AddressForm({ address, onPick }: { readonly address: string; readonly onPick: (vantage: Vantage) => void }) {
  const id = useId();
  const [text, setText] = useState(address);
  const [wrong, setWrong] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { parseAddress, parseCidr } = await import("@/lib/core/address");
    const parsed = parseAddress(text) ?? parseCidr(text);
    if (parsed) onPick({ kind: "address", address: parsed });
    else setWrong(addressProblem(text));
  };

  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="mt-1.5 border-t border-line px-2.5 pt-2.5 pb-1.5"
    >
      <label htmlFor={id} className="font-medium">
        Another address
      </label>
      <p id={`${id}-hint`} className="text-sm text-muted">
        A colleague’s, a VPN’s, a build’s: an IPv4 address or a network (CIDR).
      </p>
      <div className="mt-2 flex gap-2">
        <input
          id={id}
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder="81.92.200.7 or 81.92.200.0/24"
          value={text}
          aria-invalid={wrong !== null}
          aria-describedby={`${id}-hint ${id}-wrong`}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(null);
          }}
          className="h-9 min-w-0 flex-1 rounded-lg border border-outline bg-surface px-2.5 font-mono text-sm aria-invalid:border-fail"
        />
        <Button type="submit">Use it</Button>
      </div>
      <p id={`${id}-wrong`} role="alert" className={wrong ? "mt-1.5 text-sm text-fail" : ""}>
        {wrong}
      </p>
    </form>
  );
}

function addressProblem(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "Type an address first.";
  const length = /\/(\d+)$/.exec(trimmed)?.[1];
  if (length !== undefined && Number(length) > 32)
    return `/${length} is no prefix length: IPv4 networks end in /0 to /32.`;
  return `“${trimmed}” is no IP address or network. Write it like 81.92.200.7 or 81.92.200.0/24.`;
}
