import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placeIds } from "@/lib/simulator/places";

/** The files that real clients need: a CA bundle, a token, and a folder per place for gcloud and kubectl. */
export type ClientFolder = {
  readonly folder: string;
  readonly caFile: string;
  readonly tokenFile: string;
  remove(): Promise<void>;
};

/** Makes the folder, readable by its owner only, in the system's folder for temporary files. */
export async function makeClientFolder(publicCertificate: string): Promise<ClientFolder> {
  const folder = await mkdtemp(join(tmpdir(), "drawbridge-simulator-"));
  const caFile = join(folder, "public-ca.pem");
  const tokenFile = join(folder, "token");
  await writeFile(caFile, publicCertificate);
  await writeFile(tokenFile, "simulated-access-token", { mode: 0o600 });
  await Promise.all(placeIds.map((place) => mkdir(join(folder, place))));
  return { folder, caFile, tokenFile, remove: () => rm(folder, { recursive: true, force: true }) };
}
