import type { IncomingMessage, ServerResponse } from "node:http";

/** A request, read as a whole. */
export type SimulatedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** The body's bytes, for bodies that are no text. */
  readonly rawBody?: Buffer;
};

/** Where an answer goes that is written piece by piece. */
export type AnswerSink = { write(text: string): void; end(): void };

/** An answer: text, or a JSON value that `sendAnswer` writes as JSON. */
export type SimulatedAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** Instead of a body: writes it piece by piece until it ends. The returned function is called once the client is gone. */
  readonly stream?: (sink: AnswerSink) => () => void;
  /** The connection breaks instead: nothing of the answer arrives. */
  readonly lost?: boolean;
};

const bodyLimit = 10_000_000;

/** Reads a whole request; rejects when the client leaves early or sends more than 10 MB. */
export async function readRequest(request: IncomingMessage): Promise<SimulatedRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw new Error("The request's body is larger than 10 MB.");
    chunks.push(chunk);
  }
  const url = new URL(request.url ?? "/", "http://simulator");
  const rawBody = Buffer.concat(chunks);
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: rawBody.toString("utf8"),
    rawBody,
  };
}

/** Writes an answer, or breaks the connection when the answer is lost; `keepBytes` cuts its body there and breaks the connection, as a failing network does. */
export function sendAnswer(response: ServerResponse, answer: SimulatedAnswer, keepBytes?: number): void {
  if (answer.lost) {
    response.destroy();
    return;
  }
  if (answer.stream) {
    sendStream(response, answer, answer.stream);
    return;
  }
  const isText = answer.text !== undefined;
  const body = Buffer.from(isText ? (answer.text ?? "") : JSON.stringify(answer.json ?? {}));
  response.writeHead(answer.status, {
    "content-type": isText ? "text/plain; charset=utf-8" : "application/json; charset=UTF-8",
    "content-length": body.length,
    ...answer.headers,
  });
  if (keepBytes === undefined) response.end(body);
  else response.write(body.subarray(0, keepBytes), () => response.destroy());
}

function sendStream(response: ServerResponse, answer: SimulatedAnswer, stream: NonNullable<SimulatedAnswer["stream"]>) {
  response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
  response.flushHeaders();
  const stop = stream({ write: (text) => response.write(text), end: () => response.end() });
  response.on("close", stop);
}

/** The body as JSON; undefined when it is not JSON. */
export function jsonBody(request: SimulatedRequest): unknown {
  try {
    return JSON.parse(request.body);
  } catch {
    return undefined;
  }
}

/** The token of `Authorization: Bearer …`; undefined when the header is missing or of another kind. */
export function bearerToken({ headers }: Pick<SimulatedRequest, "headers">): string | undefined {
  return /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
}

/** Tokens that stand for an expired login, by Google's API and by the API servers alike. */
export function isExpiredToken(token: string): boolean {
  return token.startsWith("expired");
}
