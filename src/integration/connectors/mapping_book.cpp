// mapping_book.cpp - the mappings at hand: those of the program and its folder, and those that people saved.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "integration/connectors/byte_source.h"
#include "integration/connectors/draft.h"
#include "integration/connectors/import_job.h"

namespace weft::connectors {

namespace {

constexpr std::size_t kNameMax = 60;

std::string channel_of(Mapping const& mapping) {
  std::set<std::string> channels;
  for (auto const& part : mapping.parts) {
    auto const& source = part.source(Field::channel);
    if (source && !source->columns.empty()) return "by column";
    if (source) channels.insert(source->constant);
  }
  return fmt::format("{}", fmt::join(channels, ", "));
}

MappingSummary summary_of(Mapping const& mapping, bool saved) {
  MappingSummary summary{.name = mapping.name,
                         .title = mapping.title,
                         .source = mapping.source,
                         .channel = channel_of(mapping),
                         .saved = saved,
                         .parts = {}};
  for (auto const& part : mapping.parts) {
    auto& shown_part = summary.parts.emplace_back();
    if (!part.name.empty()) shown_part.name = part.name;
    shown_part.target = std::string{name_of(part.target)};
    for (auto const& column : part.columns) {
      if (!column.optional) shown_part.columns.push_back(column.name);
    }
  }
  return summary;
}

bool good_mapping_name(std::string_view name) {
  return !name.empty() && name.size() <= kNameMax && std::all_of(name.begin(), name.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
  });
}

}  // namespace

base::Result<std::shared_ptr<Mapping const>> Connectors::State::find_mapping(pg::Tx& tx, std::string_view name) {
  if (auto const found = mappings.find(std::string{name}); found != mappings.end())
    return std::make_shared<Mapping const>(found->second);
  if (auto const saved = find_saved_mapping(tx, name)) {
    auto parsed = parse_mapping(saved->name, saved->toml);
    if (!parsed) return std::move(parsed).error();
    return std::make_shared<Mapping const>(std::move(parsed).value());
  }
  std::set<std::string> known;
  for (auto const& [each, value] : mappings) known.insert(each);
  for (auto const& saved : list_saved_mappings(tx)) known.insert(saved.name);
  return base::Error{kUnknownMapping,
                     fmt::format("There is no mapping \"{}\". There are: {}.", name, fmt::join(known, ", "))};
}

std::vector<MappingSummary> Connectors::mappings(pg::Tx& tx) const {
  std::map<std::string, MappingSummary> all;
  for (auto const& [name, mapping] : state_->mappings) all.emplace(name, summary_of(mapping, false));
  for (auto const& saved : list_saved_mappings(tx)) {
    // One that a newer program cannot read any more is not offered; saving it again tells why.
    if (auto const parsed = parse_mapping(saved.name, saved.toml)) all.emplace(saved.name, summary_of(*parsed, true));
  }
  std::vector<MappingSummary> out;
  for (auto& [name, summary] : all) out.push_back(std::move(summary));
  return out;
}

base::Result<std::string> Connectors::mapping_text(pg::Tx& tx, std::string_view name) const {
  auto const found = state_->find_mapping(tx, name);
  if (!found) return found.error();
  return (*found)->text;
}

base::Result<MappingSummary> Connectors::save_mapping(pg::Tx& tx, std::string_view name, std::string_view toml,
                                                      std::string_view saved_by, base::Instant now) {
  if (!good_mapping_name(name)) return base::Error{kMappingName, fmt::format("\"{}\" is no name for a mapping.", name)};
  if (state_->mappings.contains(std::string{name}))
    return base::Error{kMappingTaken, fmt::format("\"{}\" is there already; choose another name.", name)};
  auto const parsed = parse_mapping(name, toml);
  if (!parsed) return parsed.error();
  upsert_saved_mapping(tx, {std::string{name}, std::string{toml}}, saved_by, now);
  return summary_of(*parsed, true);
}

namespace {

/// How what is missing is said, for whoever writes a mapping for the first time.
std::string_view example_of(std::string_view place) {
  for (auto const& [at, words] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"/document/number", R"(: under [document], number = "THE COLUMN"; the column itself under [columns])"},
           {"/fields/sold_at", R"(: under [fields], sold_at = { column = "THE COLUMN" }; the column under [columns])"},
           {"/fields/sku", R"(: under [fields], sku = { column = "THE COLUMN" }; the column under [columns])"},
           {"/fields/currency", R"(: under [fields], currency = "EUR")"},
           {"/fields/channel",
            ": under [fields], channel = \"store\"; a channel that the shop lacks is made by [[channels]] with code, "
            "name, kind"},
           {"/fields/location",
            ": under [fields], location = \"shop-1\"; one that the shop lacks is made by [[locations]] with code, "
            "name, kind, zone"}}) {
    if (at == place) return words;
  }
  return {};
}

/// A file's first bytes, unpacked.
base::Result<std::string> beginning_of(std::filesystem::path const& file) {
  auto source = ByteSource::open(file);
  if (!source) return std::move(source).error();
  std::string out;
  while (out.size() < kDraftBytesMax) {
    auto const piece = (*source)->next();
    if (!piece) return piece.error();
    if (piece->empty()) break;
    out += *piece;
  }
  return out;
}

}  // namespace

base::Result<std::string> draft_text(std::filesystem::path const& file) {
  auto const beginning = beginning_of(file);
  if (!beginning) return beginning.error();
  auto const file_name = file.filename().string();
  auto const draft = propose(file_name, *beginning);
  if (!draft) return draft.error();
  auto const& choices = draft->choices;
  std::string out =
      fmt::format("# Proposed by Weft from the first {} rows of {}. Look at each line before you use it.\n",
                  draft->rows_looked_at, file_name);
  for (auto const& question : draft->questions) out += fmt::format("# {}\n", question);
  for (auto const& doubt : draft->doubts) out += fmt::format("# {}\n", doubt);
  for (std::size_t at = 0; at < choices.columns.size(); ++at) {
    auto const& [sure, samples, empty, doubt] = draft->evidence[at];
    auto const& column = choices.columns[at];
    if (doubt) out += fmt::format("# {}: {}\n", column.name, *doubt);
    if (column.becomes.empty())
      out += fmt::format("# Left out, such as {}: \"{}\" = {{ type = \"{}\" }}\n",
                         samples.empty() ? "nothing" : samples.front(), column.name, column.type);
  }
  out += draw(choices);
  auto const parsed = parse_mapping("draft", draw(choices));
  if (!parsed) {
    out += "\n# Still to be said:\n";
    for (auto const& field : parsed.error().fields) {
      out += fmt::format("# {} {}{}\n", field.pointer, field.detail, example_of(field.pointer));
    }
  }
  return out;
}

}  // namespace weft::connectors
