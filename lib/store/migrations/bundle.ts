// Written by lib/store/cli/bundle-migrations.ts from the SQL files beside it. Do not edit.
import type { Migration } from "../migrate";

export const migrations: readonly Migration[] = [
  {
    "tag": "0000_reports",
    "hash": "d953eb05d330826adf27ca55b5d046582085a41eaf483360435178dfca53c8d8",
    "statements": [
      "CREATE TABLE \"reports\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"created_at\" timestamp (3) with time zone NOT NULL,\n\t\"project\" text NOT NULL,\n\t\"location\" text NOT NULL,\n\t\"cluster\" text NOT NULL,\n\t\"vantage_kind\" text NOT NULL,\n\t\"verdict\" text NOT NULL,\n\t\"cause\" text,\n\t\"hop\" text,\n\t\"headline\" text NOT NULL,\n\t\"duration_ms\" integer NOT NULL,\n\t\"report\" jsonb NOT NULL\n);",
      "CREATE INDEX \"reports_cluster_newest\" ON \"reports\" USING btree (\"project\",\"location\",\"cluster\",\"created_at\",\"id\");",
      "CREATE INDEX \"reports_newest\" ON \"reports\" USING btree (\"created_at\",\"id\");"
    ]
  }
];
