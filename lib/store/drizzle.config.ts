import { defineConfig } from "drizzle-kit";

/** Run from the project's root: `drizzle-kit generate --config lib/store/drizzle.config.ts`, then the bundler in `cli/`. */
export default defineConfig({
  dialect: "postgresql",
  schema: ["./lib/store/schema.ts", "./lib/store/schema-changes.ts", "./lib/store/schema-workloads.ts"],
  out: "./lib/store/migrations",
});
