import type { IncomingHttpHeaders } from "node:http";
import { findPerson, type SimulatedPerson } from "./people";

export const personHeader = "x-sandbox-person";

/**
 * Whose request it is: header `x-sandbox-person`, cookie `sandbox-person`, the present person. Undefined when the header
 * names nobody we know.
 */
export function personOfRequest(headers: IncomingHttpHeaders, present: SimulatedPerson): SimulatedPerson | undefined {
  const named = headers[personHeader];
  if (named !== undefined) return findPerson(String(named));
  const inCookie = /(?:^|;\s*)sandbox-person=([^;]*)/.exec(headers.cookie ?? "")?.[1];
  return findPerson(inCookie && decode(inCookie)) ?? present;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
