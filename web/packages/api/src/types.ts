// The names of the API's shapes as the apps use them; the shapes themselves are generated from openapi.json.
import type { components } from "./schema.d.ts";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type Mapping = Schemas["MappingSummary"];
export type DraftView = Schemas["DraftView"];
export type DraftChoices = Schemas["DraftChoices"];
export type DraftColumn = Schemas["DraftColumn"];
export type Import = Schemas["Import"];
export type Reject = Schemas["Reject"];
export type Retention = Schemas["Retention"];
export type Mix = Schemas["MixRow"];
export type Month = Schemas["MonthRow"];
export type ChannelMix = Schemas["ChannelMix"];
export type RetentionAnswer = Schemas["RetentionAnswer"];
export type YearRetention = Schemas["YearRetention"];
export type Cohort = Schemas["Cohort"];
export type ReturnsAnswer = Schemas["ReturnsAnswer"];
export type SoldRow = Schemas["SoldRow"];
export type TakenBackRow = Schemas["TakenBackRow"];
export type RfmAnswer = Schemas["RfmAnswer"];
export type RfmMixRow = Schemas["RfmMixRow"];
export type Basis = Schemas["Basis"];
export type LifetimeAnswer = Schemas["LifetimeAnswer"];
export type LifetimeRow = Schemas["LifetimeRow"];
export type CrossChannelAnswer = Schemas["CrossChannelAnswer"];
export type CrossChannelPoint = Schemas["CrossChannelPoint"];
export type Summary = Schemas["Summary"];
export type Customer = Schemas["Customer"];
export type CustomerRecord = Schemas["Record"];
export type CustomerSummary = Schemas["CustomerSummary"];
export type Profile = Schemas["Profile"];
export type AttributeValue = Schemas["AttributeValue"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type EntryKind = Schemas["EntryKind"];
export type ApiKey = Schemas["KeyView"];
export type Job = Schemas["JobView"];
export type Staff = Schemas["Staff"];
export type LegalEntity = Schemas["LegalEntity"];
export type Channel = Schemas["Channel"];
export type Location = Schemas["Location"];
export type LocationHours = Schemas["LocationHours"];
export type OpenState = Schemas["OpenState"];
export type Shift = Schemas["Shift"];
export type Footfall = Schemas["Footfall"];

/** What /readyz says; it is a document of its own, not one of the API's shapes. */
export interface Ready {
  ready: boolean;
  checks: { name: string; ok: boolean; detail: string }[];
}
