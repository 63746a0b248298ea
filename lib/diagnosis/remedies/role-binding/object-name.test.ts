import fc from "fast-check";
import { expect, it } from "vitest";
import { objectName } from "./object-name";

it("makes valid object names of any text", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (left, right) => {
      expect(objectName("drawbridge", left, right)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
    }),
  );
});
