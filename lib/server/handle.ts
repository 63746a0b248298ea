import type { z } from "zod";
import { type Action, authorise, authoriseOrigin, authoriseProbe, type Principal } from "@/lib/auth/authorise";
import { clientAddress } from "@/lib/auth/client-address";
import { badRequest, isProblem, type ProblemDetails, tooLarge } from "@/lib/core/problem";
import type { SeenCaller } from "@/lib/diagnosis/gatherers/surroundings";
import { type Runtime, runtime } from "./runtime";

const bodyLimitBytes = 512 * 1024;
/* Of objects and lists in each other; what is deeper exhausts the stack of whoever walks it. */
const depthLimit = 32;
const shownIssues = 5;

/** A request of nobody in particular. */
export type OpenCall<Params> = {
  readonly request: Request;
  readonly url: URL;
  readonly params: Params;
  readonly runtime: Runtime;
  /** Where the request came from, or why that is not known. */
  readonly caller: SeenCaller | { readonly problem: string };
};

export type Call<Params> = OpenCall<Params> & { readonly principal: Principal };

type RouteContext<Params> = { readonly params: Promise<Params> };
type Serve<ThisCall> = (call: ThisCall) => Promise<Response>;

/** A route handler: authorised before anything else, and every error an answer that a person can read. */
export function handle<Params = Record<never, never>>(action: Action, serve: Serve<Call<Params>>) {
  return guarded<Params>(async (request, current, open) => {
    const principal = await authorise(request, action, current.identity);
    current.rateLimiter.take(action, `${principal.kind} ${principal.id}`);
    return serve({ ...(await open()), principal });
  });
}

/**
 * A route handler of `/p/…`, which a terminal calls: the secret code in its address is all that says whose it is. Neither
 * a session nor a header of a browser is asked for, so `serve` may do only what the code is for. Limited by the caller's
 * address; the body by `readJson`.
 */
export function handleByCode<Params = Record<never, never>>(serve: Serve<OpenCall<Params>>) {
  return guarded<Params>(async (request, current, open) => {
    authoriseOrigin(request.headers, "read", current.identity.sites);
    limitByAddress(current, request);
    return serve(await open());
  });
}

/** A route handler of signing in: who asks is what is about to be found out. Limited by the caller's address. */
export function handleSignIn(serve: Serve<OpenCall<Record<never, never>>>) {
  return handleByCode<Record<never, never>>(serve);
}

/**
 * A route handler of a probe, which must answer whoever watches over this process, and so must say nothing secret. Where
 * Drawbridge has a public name, probes call it by others (a pod's address), so any Host will do.
 */
export function handleHealth(serve: Serve<OpenCall<Record<never, never>>>) {
  return guarded<Record<never, never>>(async (request, { identity }, open) => {
    authoriseProbe(request.headers.get("host") ?? "", identity.sites);
    return serve(await open());
  });
}

function guarded<Params>(
  admit: (request: Request, current: Runtime, open: () => Promise<OpenCall<Params>>) => Promise<Response>,
) {
  return async (request: Request, context: RouteContext<Params>): Promise<Response> => {
    try {
      const current = runtime();
      const response = await admit(request, current, async () => ({
        request,
        url: new URL(request.url),
        params: await context.params,
        runtime: current,
        caller: clientAddress(request.headers, current.trustedHops),
      }));
      response.headers.set("cache-control", "no-store, no-transform");
      return response;
    } catch (error) {
      return problemResponse(error, new URL(request.url).pathname);
    }
  };
}

function limitByAddress({ rateLimiter, trustedHops }: Runtime, { headers }: Request): void {
  const caller = clientAddress(headers, trustedHops);
  rateLimiter.take("open", "problem" in caller ? "unknown" : caller.address);
}

/** The problem of an error. What Drawbridge did not foresee is logged whole and shown without its insides. */
export function toProblem(error: unknown, where: string): ProblemDetails {
  if (isProblem(error)) return error.details;
  if (error instanceof Error && error.name === "StoreError") {
    return { type: "/problems/store", title: "The store did not answer", status: 503, detail: error.message };
  }
  const { log } = runtime();
  log.error(
    { where, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    "unexpected error",
  );
  const detail = "Something went wrong inside Drawbridge. Nothing was changed. The server's log says what.";
  return { type: "/problems/internal", title: "Unexpected error", status: 500, detail };
}

function problemResponse(error: unknown, where: string): Response {
  const problem = toProblem(error, where);
  return Response.json(problem, {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(problem.status === 401 && { "www-authenticate": 'Session realm="Drawbridge"' }),
      ...(problem.retryAfterSeconds && { "retry-after": String(problem.retryAfterSeconds) }),
    },
  });
}

/**
 * The request's JSON body, checked against the schema.
 *
 * @throws Problem 413 past the limit, 400 for what is not JSON or not of the schema, naming each field
 */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.infer<Schema>> {
  return parseJson(await readText(request), schema);
}

/** The same where a request that has nothing to say may have no body: then it is `{}`. */
export async function readOptionalJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await readText(request);
  return parseJson(text.trim() === "" ? "{}" : text, schema);
}

function parseJson<Schema extends z.ZodType>(text: string, schema: Schema): z.infer<Schema> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badRequest("The body is not JSON.");
  }
  if (isDeep(body)) throw badRequest("The body is nested too deeply.");
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const unknownFieldsFirst = parsed.error.issues.toSorted((left, right) => rank(left) - rank(right));
  const problems = unknownFieldsFirst.slice(0, shownIssues).map(describeIssue);
  throw badRequest(problems.join("; "));
}

/* A body of another kind has both unknown and missing fields, and the unknown ones tell it. */
const rank = ({ code }: z.core.$ZodIssue) => (code === "unrecognized_keys" ? 0 : 1);

/** Where and what must be there instead. Nothing of what was sent: it may be a secret in the wrong place. */
function describeIssue(issue: z.core.$ZodIssue): string {
  const where = issue.path.join(".");
  const isUnknownField = issue.code === "unrecognized_keys" && issue.message.startsWith("Unrecognized key");
  const what = isUnknownField ? "a field is not known here: see /api/openapi.json" : issue.message;
  return where === "" ? what : `${where}: ${what}`;
}

function isDeep(body: unknown): boolean {
  let level = [body];
  for (let depth = 0; depth <= depthLimit; depth += 1) {
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** @throws Problem 413 past the limit, 400 for what is not UTF-8 */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimitBytes) throw tooLarge(bodyLimitBytes);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > bodyLimitBytes) throw tooLarge(bodyLimitBytes);
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (isProblem(error)) throw error;
    throw badRequest("The body is not UTF-8 text.");
  }
}
