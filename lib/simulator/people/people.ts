/** Somebody who uses the product. */
export type SimulatedPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
  /** Google's number of the account. */
  readonly subject: string;
};

/** Where all people of the simulator have their accounts. */
export const peopleDomain = "corp.example";

/** All people, in the order others see them. The first is who nobody else is. */
export const people: readonly [SimulatedPerson, ...SimulatedPerson[]] = [
  person("ana", "Ana", [], "104200000000000000001"),
  person("bora", "Bora", ["drawbridge-approvers"], "104200000000000000002"),
  person("chris", "Chris", ["drawbridge-admins", "drawbridge-approvers"], "104200000000000000003"),
];

/** The person with this id or e-mail address; undefined for any other text. */
export function findPerson(text: string | undefined): SimulatedPerson | undefined {
  return people.find(({ id, email }) => text === id || text === email);
}

/** `{group: [e-mail address]}`, as the product takes it for Identity-Aware Proxy, which tells no groups. */
export function groupsFile(): string {
  const names = [...new Set(people.flatMap(({ groups }) => groups))];
  const groups = names.map((name) => [
    name,
    people.filter(({ groups: of }) => of.includes(name)).map(({ email }) => email),
  ]);
  return `${JSON.stringify(Object.fromEntries(groups), null, 2)}\n`;
}

function person(id: string, name: string, groups: readonly string[], subject: string): SimulatedPerson {
  return { id, name, email: `${id}@${peopleDomain}`, groups, subject };
}
