"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "@/app/_client/clipboard";
import { Button, type ButtonProps } from "./button";

type Outcome = "idle" | "copied" | "failed";

const words: Readonly<Record<Outcome, string>> = { idle: "", copied: "Copied", failed: "Could not copy" };

/** Copies a text, and says for two seconds whether it worked. `text` may be fetched on the click. */
export function CopyButton({
  text,
  label,
  name,
  ...look
}: {
  readonly text: string | (() => Promise<string>);
  readonly label: string;
  /** The accessible name, when the label alone would be ambiguous. Must contain the label. */
  readonly name?: string;
} & Pick<ButtonProps, "variant" | "size" | "disabled" | "className">) {
  const [outcome, setOutcome] = useState<Outcome>("idle");

  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      const content = typeof text === "string" ? text : await text();
      setOutcome((await copyText(content)) ? "copied" : "failed");
    } catch {
      setOutcome("failed");
    }
  };

  return (
    <>
      <Button {...look} aria-label={outcome === "idle" ? name : undefined} onClick={() => void copy()}>
        {outcome === "copied" ? <Check aria-hidden="true" className="text-ok" /> : <Copy aria-hidden="true" />}
        <span className="grid">
          <span className={`col-start-1 row-start-1 ${outcome === "idle" ? "" : "invisible"}`}>{label}</span>
          {outcome !== "idle" && <span className="col-start-1 row-start-1">{words[outcome]}</span>}
        </span>
      </Button>
      <span role="status" className="sr-only">
        {words[outcome]}
      </span>
    </>
  );
}
