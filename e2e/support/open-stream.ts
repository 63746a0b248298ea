import { type ClientRequest, type IncomingMessage, request } from "node:http";

/** A diagnosis that streams. */
export type OpenStream = {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  /** Milliseconds until the headers were there. */
  readonly headersAfter: number;
  /** Every line as it arrives, empty ones too. Ends when the answer ends; rejects when it breaks off. */
  readonly lines: AsyncIterable<string>;
  /** Breaks the connection, as a closed browser tab does. */
  readonly leave: () => void;
};

/** Asks for a diagnosis and resolves with the headers. */
export async function openStream(url: string, body: object, accept = "application/x-ndjson"): Promise<OpenStream> {
  const { port, host } = new URL(url);
  const startedAt = performance.now();
  const headers = { host, accept, "content-type": "application/json" };
  const attempt: ClientRequest = request({
    host: "127.0.0.1",
    port,
    method: "POST",
    path: "/api/diagnoses",
    agent: false,
    headers,
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    attempt.once("response", resolve).once("error", reject);
    attempt.end(JSON.stringify(body));
  });
  attempt.on("error", () => undefined);
  response.on("error", () => undefined);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    headersAfter: performance.now() - startedAt,
    lines: linesIn(response),
    leave: () => attempt.destroy(),
  };
}

async function* linesIn(response: IncomingMessage): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of response.setEncoding("utf8")) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
