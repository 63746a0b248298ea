import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OAuth2Client } from "google-auth-library";
import type { GoogleIdentity } from "./auth";
import type { GoogleSettings } from "./settings";

export type GoogleAnswer = { readonly status: number; readonly json: unknown } | "hang-up" | "silence";

export type GoogleUnderTest = {
  readonly settings: GoogleSettings;
  readonly identity: GoogleIdentity;
  readonly seen: {
    readonly method: string;
    /** With its query. */
    readonly path: string;
    readonly token: string;
    readonly json: unknown;
  }[];
  /** Answers the next requests in this order; the last one again and again. */
  answer(...answers: readonly GoogleAnswer[]): void;
  close(): void;
};

export const googleTestToken = "ya29.very-Secret-0123456789-abcdef";

/** What stands for all of Google's APIs, on loopback. */
export async function startGoogle(): Promise<GoogleUnderTest> {
  const seen: GoogleUnderTest["seen"] = [];
  let answers: readonly GoogleAnswer[] = [];
  let next = 0;
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { method = "", url: path = "" } = request;
    const json: unknown = text === "" ? undefined : JSON.parse(text);
    seen.push({ method, path, token: request.headers.authorization ?? "", json });
    const given = answers[Math.min(next, answers.length - 1)] ?? "hang-up";
    next += 1;
    if (given === "silence") return;
    if (given === "hang-up") request.socket.destroy();
    else response.writeHead(given.status, { "content-type": "application/json" }).end(JSON.stringify(given.json));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new OAuth2Client();
  client.setCredentials({ access_token: googleTestToken });
  const { port } = server.address() as AddressInfo;
  return {
    settings: { endpoint: `http://127.0.0.1:${port}/`, tokenFile: undefined },
    identity: { client: async () => client, accessToken: async () => googleTestToken },
    seen,
    answer(...given) {
      seen.length = 0;
      answers = given;
      next = 0;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** An error body as Google's REST APIs send it. */
export function googleRefusal(
  code: number,
  status: string,
  message: string,
  details: readonly object[] = [],
): GoogleAnswer {
  return { status: code, json: { error: { code, status, message, details } } };
}
