import { type IncomingHttpHeaders, request } from "node:http";
import { expect } from "vitest";

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly milliseconds: number;
};

export type Asked = {
  readonly method?: string;
  /** As it is sent, without any normalisation. */
  readonly path?: string;
  /** Take the place of the defaults; `host` too. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A value that is neither text nor bytes is sent as JSON. */
  readonly body?: unknown;
};

/** One request, exactly as asked: no redirect, no cookie, no header of a browser. Rejects when no answer comes. */
export function ask(
  url: string,
  { method = "GET", path = "/api/healthz", headers = {}, body }: Asked,
): Promise<Answer> {
  const { port, host } = new URL(url);
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const attempt = request(
      { host: "127.0.0.1", port, method, path, agent: false, headers: { host, ...headers } },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.once("error", reject);
        response.once("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            milliseconds: performance.now() - startedAt,
          }),
        );
      },
    );
    attempt.once("error", reject);
    attempt.end(encoded(body));
  });
}

function encoded(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || typeof body === "string" || body instanceof Uint8Array) return body;
  return JSON.stringify(body);
}

/** A POST of JSON as our own page sends it. */
export function post(url: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const usual = { "content-type": "application/json", "x-drawbridge": "1" };
  return ask(url, { method: "POST", path, body, headers: { ...usual, ...headers } });
}

export function json(answer: Answer): unknown {
  return JSON.parse(answer.text);
}

/** The lines of an NDJSON answer. */
export function linesOf({ text }: Answer): unknown[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);
}

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
};

/** Asserts that the answer is a problem of this status, in full and in words, and hands it back. */
export function expectProblem(answer: Answer, status: number): Problem {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
  const problem = json(answer) as Problem;
  expect(problem).toEqual({
    type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    title: expect.stringMatching(/\w{3}/),
    status,
    detail: expect.stringMatching(/\w{3}.*[.)]?$/),
  });
  return problem;
}

/** Sends JSON to the simulator's control API. */
export async function control(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
  return json(await ask(url, { method, path, body: body ?? undefined }));
}
