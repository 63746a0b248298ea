const programPattern = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/;
const knownPrograms = new Set(["gke-gcloud-auth-plugin", "gcloud"]);

/** What stands for a program whose name is not clear, or has characters that no plugin's name has. */
const oddProgramName = "other";

/** Whether a text is what `programName` can return. */
export function isProgramName(text: string): boolean {
  return programPattern.test(text);
}

/**
 * The program's own name: the last part of its path (of POSIX or Windows), without `.exe`.
 * Arguments that were put into the command by mistake may be secrets: what follows a space is kept only when it ends
 * in a plugin that is known, as in `C:\Program Files\…\gke-gcloud-auth-plugin.exe`; otherwise it is `other`.
 */
export function programName(command: string): string {
  const [path = ""] = command.trim().split(/\s+["'-]/);
  const name = (path.split(/[\\/]/).at(-1) ?? "").replace(/\.exe$/i, "");
  if (/\s/.test(path)) return knownPrograms.has(name) ? name : oddProgramName;
  return isProgramName(name) ? name : oddProgramName;
}
