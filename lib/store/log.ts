/** One line for the caller's log. Never holds a password or the values of a row. */
export type StoreLogEvent = { level: "info" | "warn" | "error"; message: string; [key: string]: unknown };

export type StoreLog = (event: StoreLogEvent) => void;
