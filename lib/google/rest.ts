import type { GoogleIdentity } from "./auth";
import { errorFromBody, GoogleError, strangeAnswer, toGoogleError } from "./google-error";
import type { GoogleSettings } from "./settings";

export type RestCall = {
  /** The API's own host, `cloudresourcemanager.googleapis.com`; an endpoint override takes its place. */
  readonly host: string;
  readonly path: string;
  /** A body makes it a POST. Nothing is sent twice. */
  readonly body?: unknown;
  readonly authenticated: boolean;
};

export type Rest = (call: RestCall, signal: AbortSignal) => Promise<unknown>;

/** Google's REST APIs that have no client of ours. Errors are `GoogleError`. */
export function googleRest(settings: GoogleSettings, identity: GoogleIdentity): Rest {
  return async ({ host, path, body, authenticated }, signal) => {
    const base = settings.endpoint ?? `https://${host}/`;
    const headers: Record<string, string> = { accept: "application/json" };
    try {
      if (authenticated) headers.authorization = `Bearer ${await identity.accessToken()}`;
      if (body !== undefined) headers["content-type"] = "application/json";
      const response = await fetch(new URL(path.replace(/^\//, ""), base), {
        method: body === undefined ? "GET" : "POST",
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        redirect: "error",
        signal,
      });
      const answer = await readJson(response);
      if (!response.ok) throw errorFromBody(response.status, answer);
      return answer;
    } catch (error) {
      if (signal.aborted) throw new GoogleError("timed-out", `${host} gave no answer in time`);
      throw toGoogleError(error);
    }
  };
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    if (!response.ok) return undefined;
    throw strangeAnswer(response.status);
  }
}
