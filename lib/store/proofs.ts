import { and, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "./database";
import { proofCodes } from "./schema-changes";

/** A one-line command's secret, which says what it may prove. */
export type ProofCode = {
  readonly code: string;
  /** The id of a grant. */
  readonly grant: string;
  readonly principalId: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
};

export type ProofRepository = {
  /** Codes that expired by `now` are forgotten. */
  keep(code: Omit<ProofCode, "usedAt">, now: Date): Promise<void>;
  get(code: string): Promise<ProofCode | undefined>;
  /** False when it was used before. */
  use(code: string, at: Date): Promise<boolean>;
};

/** Every method throws StoreError, and nothing else. */
export function proofRepository({ orm, run }: Database): ProofRepository {
  return {
    async keep(code, now) {
      await run(() => orm.delete(proofCodes).where(lt(proofCodes.expiresAt, now)));
      await run(() => orm.insert(proofCodes).values(code));
    },

    async get(code) {
      if (code.includes("\0")) return undefined;
      const [row] = await run(() => orm.select().from(proofCodes).where(eq(proofCodes.code, code)));
      return row;
    },

    async use(code, at) {
      const unused = and(eq(proofCodes.code, code), isNull(proofCodes.usedAt));
      const done = await run(() =>
        orm.update(proofCodes).set({ usedAt: at }).where(unused).returning({ code: proofCodes.code }),
      );
      return done.length > 0;
    },
  };
}
