/** What was wrong, with line and column where known, and what to do. Never quotes a value: it may be a secret. */
export type YamlProblem = { readonly ok: false; readonly problem: string; readonly hint: string };

/** ` (line 3, column 7)` for an offset into the text, or nothing when it is unknown. */
export type PositionOf = (offset: number | undefined) => string;
