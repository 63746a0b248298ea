import manifest from "@/package.json" with { type: "json" };

/** Of Drawbridge, from `package.json`. */
export const version: string = manifest.version;
