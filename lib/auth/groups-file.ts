import { z } from "zod";

/** The groups of a person, by the e-mail address in lower case. */
export type GroupsOf = (email: string) => readonly string[];

export const noGroups: GroupsOf = () => [];

const schema = z.record(
  z.string().regex(/^\S(.*\S)?$/, "a group needs a name"),
  z.array(z.string().regex(/^[^@\s]+@[^@\s]+$/, "is not an e-mail address"), "must be a list of e-mail addresses"),
  {
    error: ({ code }) =>
      code === "invalid_key"
        ? "a group needs a name without blanks around it"
        : 'must be an object such as {"drawbridge-approvers": ["bora@corp.example"]}',
  },
);

/**
 * Reads `{group: [e-mail address]}`.
 *
 * @throws Error with a line for each problem
 */
export function parseGroupsFile(text: string): GroupsOf {
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.join(".")}: ${message}` : message,
    );
    throw new Error(lines.join("\n"));
  }
  const groups = new Map<string, readonly string[]>();
  for (const [group, emails] of Object.entries(parsed.data)) {
    for (const email of new Set(emails.map((each) => each.toLowerCase()))) {
      groups.set(email, [...(groups.get(email) ?? []), group]);
    }
  }
  return (email) => groups.get(email) ?? [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
