import { parseContextName } from "@/lib/core/cluster-name";
import { isAddress, type Reading, readProxyVariable } from "./evidence";
import type { ErrorDetails } from "./explanation";
import { execGuarded, guard } from "./guarded-pattern";
import { type RequestUrl, readHostPort } from "./unwrap";

type Writable = { -readonly [Key in keyof ErrorDetails]: ErrorDetails[Key] };

/** Single values, each from the last statement that names it. */
const fields: readonly (readonly [keyof ErrorDetails, RegExp])[] = [
  ["user", /\bUser \\?"([^"\\\n]{1,300})\\?" cannot /],
  ["verb", /\bUser \\?"[^"\\\n]{1,300}\\?" cannot ([a-z]{1,40}) /],
  ["resource", /\bcannot [a-z]{1,40} (?:resource|path) \\?"([^"\\\n]{1,300})\\?"/],
  ["namespace", /\bin the namespace \\?"([^"\\\n]{1,100})\\?"/],
  ["permission", /\brequires one of \[\\?"([\w.]{3,100})\\?"/],
  ["permission", /\bRequired \\?"?([a-z]{2,40}\.[\w.]{2,100})\\?"? permission/],
  ["permission", /\bPermission '?([a-z]{2,40}\.[\w.]{2,100})'? denied on/],
  ["context", /context was not found for specified context: (\S{1,300})/],
  ["context", /\bcontext (?:exists with the name: )?\\?"([^"\\\n]{1,300})\\?" does not exist/],
  ["context", /no context exists with the name: "([^"\n]{1,300})"/],
  ["context", /^current-context: "?([^\s"]{1,300})"?$/],
  ["context", /\bkubectl [^\n]{0,500}?--context[= ]"?([^\s"]{1,300})/],
  ["plugin", /\bexec: executable (\S{1,300}) (?:not found|failed with exit code)/],
  ["plugin", /getting credentials: exec: "([^"\n]{1,300})": executable file not found/],
  ["plugin", /\bfork\/exec (\S{1,300}): /],
  ["plugin", /\bspawn (\S{1,300}) E[A-Z]{3,12}/],
  ["plugin", /^(?:Install|CRITICAL: ACTION REQUIRED:) (gke-gcloud-auth-plugin)\b/],
  ["operation", /\b(operation-\d[\w-]{5,100})/],
  ["cidr", /(?:CIDR (?:range|block)|network) \\?"([\da-fA-F.:]{3,45}\/\d{1,3})\\?"/],
  ["suggestedLocation", /Did you mean \[[^\]\n]{1,100}\] in \[([^\]\n]{1,60})\]/],
  ["location", /Could not find \[[^\]\n]{1,100}\] in \[([^\]\n]{1,60})\]/],
  ["cluster", /(?:Could not find|Did you mean) \[([^\]\n]{1,100})\] in \[/],
  ["cluster", /No cluster named '([^'\n]{1,100})' in /],
  ["project", /No cluster named '[^'\n]{1,100}' in ([\w.:-]{1,63}[\w-])/],
  ["cluster", /(?:^|\bfor |: |\) )cluster ([a-z][a-z0-9-]{0,39})(?: is (?:missing|not)|\.)/],
  ["cluster", /kubeconfig entry generated for ([a-z][a-z0-9-]{0,39})/],
  ["project", /access projects? (?:instance )?\[([\w.:-]{1,63})\]/],
  ["project", /API has not been used in project ([\w.:-]{1,63}) before/],
];

const guardedFields = fields.map(([field, pattern]) => ({ field, guarded: guard(pattern) }));

const resourceName =
  /\bprojects\/([a-z0-9][a-z0-9.:-]{0,62})(?:\/(?:locations|zones)\/([a-z0-9-]{1,40})(?:\/clusters\/([a-z0-9-]{1,40}))?)?/;
const validNames = /x509: certificate is valid for ([^\n]{1,2000}?), not (\S{1,300})/;
const refusedServer = /The connection to the server (\S{1,300}) was refused/;
const printedServer = /(?:^ {0,8}server: |is running at )(https?):\/\/(\S{1,300})/;
const lookup = /\blookup (\S{1,253}?)(?: on \S{1,100})?: /;
const dial = /\bdial tcp (\[[\da-f:%.]{2,60}\]|[\d.]{7,15}):(\d{1,5})/i;

/** Copies out what the statements of one command name. */
export function readDetails(readings: readonly Reading[]): ErrorDetails {
  const details: Writable = {};
  for (const { statement } of readings) {
    const { text } = statement.body;
    for (const { field, guarded } of guardedFields) {
      const value = execGuarded(guarded, text)?.[1];
      if (value) Object.assign(details, { [field]: value });
    }
    readResourceName(text, details);
    const [, names, called] = validNames.exec(text) ?? [];
    if (names) details.validNames = names.split(", ");
    if (called) details.host = called;
  }
  for (const reading of readings) readPlace(reading, details);
  if (details.context) addMissing(details, parseContextName(details.context) ?? {});
  return details;
}

function readResourceName(text: string, details: Writable): void {
  const [, project, location, cluster] = resourceName.exec(text) ?? [];
  if (project)
    addMissing(details, { project, ...(location && location !== "-" && { location }), ...(cluster && { cluster }) });
}

/** Where the request went: the server that kubeconfig names, the address dialled for it, and the proxy. */
function readPlace({ statement, root }: Reading, details: Writable): void {
  const { text } = statement.body;
  if (statement.kind === "command") {
    const proxy = withoutSecrets(readProxyVariable(text) ?? "");
    if (proxy) details.proxy = proxy;
    return;
  }
  if (root.answered !== undefined) return;
  if (root.url && !/\.googleapis\.com$/.test(root.url.host)) takeUrl(root.url, details);
  const printed = printedServer.exec(text);
  if (printed) takeServer(readHostPort(printed[2]?.replace(/\/.*$/, "") ?? ""), printed[1], details);
  takeServer(readHostPort(refusedServer.exec(text)?.[1] ?? ""), undefined, details);

  const name = lookup.exec(root.text)?.[1];
  const [, bracketed, port] = dial.exec(root.text) ?? [];
  const address = bracketed?.replace(/^\[|\]$/g, "");
  const viaProxy = root.proxied || (address && details.host && isAddress(details.host) && details.host !== address);
  if (viaProxy) {
    if (name) details.proxy = name;
    else if (bracketed) details.proxy = `${bracketed}:${port}`;
    return;
  }
  if (name) details.host ??= name;
  if (address) {
    details.address = address;
    details.host ??= address;
    if (port && details.port === undefined) details.port = Number(port);
  }
}

/** `host:port` of a proxy URL: no scheme, no user, no password. */
function withoutSecrets(proxyUrl: string): string {
  const afterUser = proxyUrl.slice(proxyUrl.lastIndexOf("@") + 1);
  return afterUser.replace(/^\w{2,10}:\/\//, "").replace(/\/.*$/, "");
}

function takeUrl(url: RequestUrl, details: Writable): void {
  takeServer(url, url.scheme, details);
}

function takeServer(
  place: { host: string; port?: number } | undefined,
  scheme: string | undefined,
  details: Writable,
): void {
  if (!place) return;
  if (details.host !== place.host) delete details.port;
  details.host = place.host;
  if (scheme) details.scheme = scheme;
  if (place.port !== undefined) details.port = place.port;
}

function addMissing(details: Writable, values: Partial<ErrorDetails>): void {
  Object.assign(details, { ...values, ...details });
}
