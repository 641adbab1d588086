// rules.ts - the rules that can be seen from the files alone, each with its reason.
import {
  foldersAreNamedByTheDomain,
  includesGoDownThroughFaces,
  linksGoDownAndHoldTheIncludes,
  partsHaveNoCycle,
} from "./floors.ts";
import { filesAreShort, functionsAreShort } from "./lengths.ts";
import { filesSayWhatTheyAre, modulesHaveAPage, nothingNamesAMachine } from "./papers.ts";
import { reasonsAreDeclaredOnceOnAFace, reasonsAreMetByATest } from "./reasons.ts";
import { queriesAreNamed, sqlKeepsToItsSchema, sqlNeverAsksForTheTime, sqlUsesNothingHidden } from "./sql.ts";
import type { Breach, Tree } from "./tree.ts";

export interface Rule {
  name: string;
  /** Why the house has it. */
  reason: string;
  check: (tree: Tree) => Breach[];
}

export const rules: Rule[] = [
  {
    name: "an include goes down, and through a face",
    reason: "A module that reaches up or into another's rooms cannot be changed alone.",
    check: includesGoDownThroughFaces,
  },
  {
    name: "a link list goes down, and holds what is included",
    reason: "The CMake link list is where one reads what a module leans on; it must be the whole truth.",
    check: linksGoDownAndHoldTheIncludes,
  },
  {
    name: "the parts of a module lean on each other in one direction",
    reason: "Two parts in a circle are one part with two names.",
    check: partsHaveNoCycle,
  },
  {
    name: "a folder is named by the domain, at most three deep",
    reason: "Nobody finds anything in misc, and nobody stops putting things there.",
    check: foldersAreNamedByTheDomain,
  },
  {
    name: "a query has one name, its module's, and stands in a source file",
    reason: "The slow statement log and pg_stat_statements show the name; it must lead to one place.",
    check: queriesAreNamed,
  },
  {
    name: "SQL never asks for the time",
    reason: "The instant is a parameter from Clock, so that tests can move it and one request has one instant.",
    check: sqlNeverAsksForTheTime,
  },
  {
    name: "SQL uses nothing that hides work or needs one machine",
    reason:
      "Triggers, MERGE, advisory locks, exclusion constraints and SERIAL do not survive the day of several databases.",
    check: sqlUsesNothingHidden,
  },
  {
    name: "SQL keeps to the schema of its module",
    reason:
      "A table that two modules read belongs to neither; only insights, clienteling and audit read, and only X_facts.",
    check: sqlKeepsToItsSchema,
  },
  {
    name: "a reason is declared once, on a face, under its module's name",
    reason: "Clients branch on the name for years; who calls the module must see every way it can say no.",
    check: reasonsAreDeclaredOnceOnAFace,
  },
  {
    name: "a reason is met by a test",
    reason: "A refusal that no test has seen is a guess.",
    check: reasonsAreMetByATest,
  },
  {
    name: "a file has at most 700 lines",
    reason: "A longer one asks to be split by a word of the domain.",
    check: filesAreShort,
  },
  {
    name: "a function has at most 70 lines",
    reason: "One that does not fit a page is not read whole.",
    check: functionsAreShort,
  },
  {
    name: "a file begins with a sentence on what it is",
    reason: "Who opens it by mistake should know after one line.",
    check: filesSayWhatTheyAre,
  },
  {
    name: "a module has a page of at most 60 lines",
    reason: "What it owns, its words, its events and who calls it, read in two minutes.",
    check: modulesHaveAPage,
  },
  {
    name: "nothing names a machine, a registry or a network",
    reason: "The tree must build on anybody's machine, with that machine's own configuration.",
    check: nothingNamesAMachine,
  },
];
