import { type CurlCommand, type CurlOperation, CurlUsageError, readCurlCommand } from "./curl-options";
import { type ProgramContext, type ProgramRun, prints } from "./program";

const metadataHosts = ["169.254.169.254", "metadata.google.internal", "metadata"];
/* How long an answer takes, and how long Linux tries to connect where nothing answers. */
const answerMs = 8;
const connectGiveUpMs = 134_000;

type Transfer = {
  readonly code: number;
  readonly body: string;
  readonly exitCode: number;
  readonly error: string;
  readonly tookMs: number;
};

/** A part of curl: GET requests, of which only those to the metadata server meet anybody. Other hosts do not resolve. */
export function curl(context: ProgramContext): ProgramRun {
  let command: CurlCommand;
  try {
    command = readCurlCommand(context.argv.slice(1));
  } catch (error) {
    if (!(error instanceof CurlUsageError)) throw error;
    const hint = "curl: try 'curl --help' or 'curl --manual' for more information\n";
    return prints(`${error.message}\n${hint}`, error.exitCode);
  }
  const output: { afterMs: number; text: string }[] = [];
  let afterMs = 0;
  let exitCode = 0;
  for (const operation of command.operations) {
    for (const [index, url] of operation.urls.entries()) {
      const transfer = transferWithRetries(context, operation, url, afterMs);
      afterMs += transfer.tookMs;
      exitCode = transfer.exitCode;
      const text = printed(command, operation, index, url, transfer);
      if (text !== "") output.push({ afterMs, text });
      if (exitCode !== 0 && command.failEarly) return { output, endsAfterMs: afterMs, exitCode };
    }
  }
  return { output, endsAfterMs: afterMs, exitCode };
}

function printed(
  command: CurlCommand,
  operation: CurlOperation,
  index: number,
  url: string,
  transfer: Transfer,
): string {
  const head =
    operation.include && transfer.code > 0 ? `HTTP/1.1 ${transfer.code}\r\nMetadata-Flavor: Google\r\n\r\n` : "";
  const target = operation.outputs[index];
  const body = (target === undefined || target === "-") && showsBody(operation, transfer) ? head + transfer.body : "";
  const complains = transfer.exitCode !== 0 && (!command.silent || command.showError);
  const complaint = complains ? `curl: (${transfer.exitCode}) ${transfer.error}\n` : "";
  return body + complaint + fillWriteOut(operation.writeOut, url, transfer);
}

function showsBody({ fail }: CurlOperation, { code }: Transfer): boolean {
  return fail !== "fail" || code < 400;
}

/** Retries what curl holds for transient: timeouts, 408, 429 and 5xx; with `--retry-all-errors` every error. */
function transferWithRetries(
  context: ProgramContext,
  operation: CurlOperation,
  url: string,
  startMs: number,
): Transfer {
  let tookMs = 0;
  for (let attempt = 0; ; attempt += 1) {
    const transfer = transferOnce(context, operation, url, startMs + tookMs);
    tookMs += transfer.tookMs;
    const transient = transfer.exitCode === 28 || [408, 429, 500, 502, 503, 504].includes(transfer.code);
    const again = transient || (operation.retryAllErrors && transfer.exitCode !== 0);
    const tooLate = tookMs >= (operation.retryMaxMs ?? Number.POSITIVE_INFINITY);
    if (!again || tooLate || attempt >= operation.retries) return { ...transfer, tookMs };
    tookMs += operation.retryDelayMs ?? Math.min(600_000, 1_000 * 2 ** attempt);
  }
}

function transferOnce(context: ProgramContext, operation: CurlOperation, url: string, afterMs: number): Transfer {
  const failed = (exitCode: number, error: string, tookMs: number) => ({ code: 0, body: "", exitCode, error, tookMs });
  const { protocol, hostname, port, pathname, searchParams } = new URL(
    /^[a-z]+:\/\//.test(url) ? url : `http://${url}`,
  );
  if (!metadataHosts.includes(hostname)) return failed(6, `Could not resolve host: ${hostname}`, answerMs);
  const number = port || (protocol === "https:" ? "443" : "80");
  if (number !== "80") {
    return failed(
      7,
      `Failed to connect to ${hostname} port ${number} after 0 ms: Couldn't connect to server`,
      answerMs,
    );
  }
  const request = { path: pathname, query: searchParams, headers: headersOf(operation) };
  const answer = context.askMetadata(request, afterMs);
  if (!answer) {
    const limit = Math.min(operation.connectTimeoutMs ?? connectGiveUpMs, operation.maxTimeMs ?? connectGiveUpMs);
    const error =
      limit === connectGiveUpMs
        ? `Failed to connect to ${hostname} port ${number} after ${limit} ms: Couldn't connect to server`
        : `Connection timed out after ${limit + 2} milliseconds`;
    return failed(28, error, limit);
  }
  const { status, body } = answer;
  const failing = operation.fail !== "no" && status >= 400;
  const error = failing ? `The requested URL returned error: ${status}` : "";
  return { code: status, body, exitCode: failing ? 22 : 0, error, tookMs: answerMs };
}

function headersOf({ headers }: CurlOperation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    headers.map((header) => {
      const [name = "", ...value] = header.split(":");
      return [name.trim().toLowerCase(), value.join(":").trim()];
    }),
  );
}

function fillWriteOut(format: string, url: string, { code, body, exitCode, error, tookMs }: Transfer): string {
  const values: Readonly<Record<string, string>> = {
    errormsg: error,
    exitcode: String(exitCode),
    http_code: String(code).padStart(3, "0"),
    response_code: String(code).padStart(3, "0"),
    size_download: String(Buffer.byteLength(body)),
    time_total: (tookMs / 1_000).toFixed(6),
    url,
    url_effective: url,
  };
  return format
    .replace(/%\{([a-z_]+)\}/g, (_, name: string) => values[name] ?? "")
    .replaceAll("%%", "%")
    .replace(/\\([nrt])/g, (_, letter: string) => ({ n: "\n", r: "\r", t: "\t" })[letter] ?? "");
}
