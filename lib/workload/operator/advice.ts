/** Something a person should know about what was generated. */
export type Advice = {
  /** Stable. */
  readonly code: string;
  readonly level: "warning" | "hint";
  readonly message: string;
  readonly source: string;
  /** False where the documents do not settle it, or the numbers change with the platform's version. */
  readonly confirmed: boolean;
};

/** What a generator gives: Python and advice, or the reason why nothing right can be written for these versions. */
export type Generated =
  | { readonly kind: "generated"; readonly code: string; readonly advice: readonly Advice[] }
  | { readonly kind: "refused"; readonly reason: string };

export function warning(code: string, message: string, source: string): Advice {
  return { code, level: "warning", message, source, confirmed: true };
}

export function hint(code: string, message: string, source: string): Advice {
  return { code, level: "hint", message, source, confirmed: true };
}

/** Believed, not settled by any document that we have. */
export function unconfirmed(code: string, message: string, source: string): Advice {
  return { code, level: "hint", message, source, confirmed: false };
}
