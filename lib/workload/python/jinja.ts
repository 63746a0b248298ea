/**
 * The text as a Jinja template that renders to exactly it: for what Airflow renders (`arguments`, `env_vars` …) and must
 * not change. Besides the delimiters it protects what Jinja alters silently: carriage returns and a line break at the end.
 */
export function jinjaLiteral(text: string): string {
  return text
    .replace(/\{(?=[{%#\r]|\n$)/g, "{{ '{' }}")
    .replace(/\r/g, "{{ '\\r' }}")
    .replace(/\n$/, "{{ '\\n' }}");
}

/** Would Airflow's rendering change this text, or fail on it? */
export function hasTemplate(text: string): boolean {
  return /\{[{%#]/.test(text);
}
