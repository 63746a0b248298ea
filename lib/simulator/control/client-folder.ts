import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type IdentityLabel, knownIdentities } from "@/lib/simulator/identity/identities";
import { groupsFile as groupsOfPeople } from "@/lib/simulator/people/people";
import { placeIds } from "@/lib/simulator/places";

/** The files that real clients need: a CA bundle, a token per identity, and a folder per place for gcloud and kubectl. */
export type ClientFolder = {
  readonly folder: string;
  readonly caFile: string;
  /** By the identity's label. */
  readonly tokenFiles: Readonly<Record<string, string>>;
  /** Who is in which group, as the product takes it. */
  readonly groupsFile: string;
  remove(): Promise<void>;
};

/** Makes the folder, readable by its owner only, in the system's folder for temporary files. */
export async function makeClientFolder(publicCertificate: string): Promise<ClientFolder> {
  const folder = await mkdtemp(join(tmpdir(), "drawbridge-simulator-"));
  const caFile = join(folder, "public-ca.pem");
  await writeFile(caFile, publicCertificate);
  const groupsFile = join(folder, "groups.json");
  await writeFile(groupsFile, groupsOfPeople());
  const tokenFiles = Object.fromEntries(
    knownIdentities.map(({ label }) => [label, join(folder, tokenFileName(label))]),
  );
  await Promise.all(
    knownIdentities.map(({ label, token }) => writeFile(tokenFiles[label] ?? "", token, { mode: 0o600 })),
  );
  await Promise.all(placeIds.map((place) => mkdir(join(folder, place))));
  return { folder, caFile, tokenFiles, groupsFile, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The reader's file is simply called `token`. */
function tokenFileName(label: IdentityLabel): string {
  return label === "drawbridge-reader" ? "token" : `${label.replace("drawbridge-", "")}-token`;
}
