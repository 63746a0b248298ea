const reserved = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield match case type"
  ).split(" "),
);

/**
 * A Python name made from a task or group id (`dbt-run.stage` becomes `dbt_run_stage`), different from every name in
 * `taken`, to which it is added.
 */
export function pyIdentifier(id: string, taken: Set<string>): string {
  const plain = id.replaceAll(/[^A-Za-z0-9_]/g, "_").toLowerCase();
  const start = /^[a-z_]/.test(plain) ? plain : `task_${plain}`;
  const base = reserved.has(start) || /^_+$/.test(start) ? `${start}_task` : start;
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
  taken.add(name);
  return name;
}
