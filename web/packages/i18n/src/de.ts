// German, so that longer words are met early.
import { type Catalogue, en } from "./catalogue.ts";

export const de: Catalogue = { ...en };
