import { describe, expect, it } from "vitest";
import { parseGroupsFile } from "./groups-file";

describe("parseGroupsFile", () => {
  it("tells the groups of a person, whatever the capitals", () => {
    const groupsOf = parseGroupsFile(
      '{"admins": ["Chris@Corp.example"], "approvers": ["bora@corp.example", "chris@corp.example", "CHRIS@corp.example"]}',
    );
    expect(groupsOf("chris@corp.example")).toEqual(["admins", "approvers"]);
    expect(groupsOf("bora@corp.example")).toEqual(["approvers"]);
    expect(groupsOf("ana@corp.example")).toEqual([]);
    expect(groupsOf("constructor")).toEqual([]);
  });

  it.each([
    ["nothing", "", "is not JSON"],
    ["YAML", "admins:\n- a@b.example", "is not JSON"],
    ["a list", "[]", "must be an object such as"],
    ["a person instead of a list", '{"admins": "a@b.example"}', "admins: must be a list of e-mail addresses"],
    ["a name that is no address", '{"admins": ["a@b.example", "chris"]}', "admins.1: is not an e-mail address"],
    ["a group without a name", '{" ": []}', "a group needs a name"],
  ])("refuses %s, and says where", (_, text, message) => {
    expect(() => parseGroupsFile(text)).toThrow(message);
  });

  it("names every problem at once", () => {
    expect(() => parseGroupsFile('{"a": 1, "b": ["x"]}')).toThrow(/a: .*\nb\.0: /);
  });
});
