import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { canaryMark } from "./canaries";
import type { Sandbox } from "./sandbox";

/** Every row of every table of the product's database, as text, by the table's name. */
export async function everythingStored({
  dataDirectory,
}: Pick<Sandbox, "dataDirectory">): Promise<ReadonlyMap<string, readonly string[]>> {
  const lines = readFileSync(join(dataDirectory, "postgres/postmaster.pid"), "utf8").split("\n");
  const settings = { host: lines[4] ?? "", port: Number(lines[3]), user: "drawbridge", database: "postgres" };
  const database = new Client(settings);
  await database.connect();
  const { rows: tables } = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  const found = new Map<string, readonly string[]>();
  for (const { name } of tables) {
    const { rows } = await database.query<{ whole: string }>(`SELECT "${name}"::text AS whole FROM "${name}"`);
    found.set(
      name,
      rows.map(({ whole }) => whole),
    );
  }
  await database.end();
  return found;
}

/** A webhook's receiver, and everything that it is told. */
export async function startReceiver() {
  const told: string[] = [];
  const server = createServer(async (request, response) => {
    let body = JSON.stringify(request.headers);
    for await (const chunk of request) body += String(chunk);
    told.push(body);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { told, url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** Where canaries are, with what stands around them. */
export function around(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const at = text.search(canaryMark);
    return at < 0 ? [] : [text.slice(Math.max(0, at - 300), at + 50)];
  });
}
