// mapping.cpp - reads a mapping file as a whole: its words, lookups, parts and places, every fault by its place.
#include "integration/connectors/mapping.h"

#include "integration/connectors/mapping_reader.h"

namespace weft::connectors {

namespace {

/// Walks the file once and collects what is wrong.
class Reader {
 public:
  Reader(std::string_view name, std::string_view text) {
    made_.name = std::string{name};
    made_.text = std::string{text};
  }

  base::Result<Mapping> read() {
    auto parsed = toml::parse(made_.text);
    if (!parsed) {
      auto const& error = parsed.error();
      return base::Error{kMappingInvalid, fmt::format("{}.toml, line {}: {}", made_.name, error.source().begin.line,
                                                      error.description())};
    }
    auto const& root = parsed.table();
    faults_.known(root, "",
                  {"title", "target", "source", "read", "columns", "document", "fields", "facts", "rules", "parts",
                   "provenance", "tax_policy", "lookups", "channels", "locations"});
    made_.title = faults_.needed_text(root, "", "title");
    made_.source = faults_.needed_text(root, "", "source");
    read_tax_policy(root);
    read_lookups(root);
    read_parts(root);
    read_places(root);
    auto& faults = faults_.all();
    if (faults.empty()) return std::move(made_);
    std::string all;
    for (auto const& fault : faults)
      all += fmt::format("{}{} {}", all.empty() ? "" : "; ", fault.pointer, fault.detail);
    return base::Error{kMappingInvalid, fmt::format("{}.toml: {}", made_.name, all), std::move(faults)};
  }

 private:
  void read_tax_policy(toml::table const& root) {
    if (!root.contains("tax_policy")) return;
    auto const word = root["tax_policy"].value_or(std::string{});
    for (auto const policy : {orders::TaxPolicy::included, orders::TaxPolicy::added}) {
      if (word == orders::text_of(policy)) made_.tax_policy = policy;
    }
    if (!made_.tax_policy) faults_.add("/tax_policy", "must be included or added");
  }

  void read_lookups(toml::table const& root) {
    auto const* lookups = root["lookups"].as_table();
    if (lookups == nullptr) return;
    for (auto const& [key, value] : *lookups) {
      Lookup lookup{.name = std::string{key.str()}, .values = {}};
      auto const* entries = value.as_table();
      if (entries == nullptr) {
        faults_.add(fmt::format("/lookups/{}", key.str()), "must be a table of texts");
        continue;
      }
      for (auto const& [from, to] : *entries) {
        auto const text = to.value_exact<std::string>();
        if (!text) faults_.add(fmt::format("/lookups/{}/{}", key.str(), from.str()), "must be a text");
        lookup.values.emplace(std::string{from.str()}, text.value_or(""));
      }
      made_.lookups.push_back(std::move(lookup));
    }
  }

  void read_parts(toml::table const& root) {
    if (!root.contains("parts")) {  // the file is the one part itself
      made_.parts.push_back(read_part(root, "", made_.lookups, faults_));
      return;
    }
    for (auto const word : {"target", "read", "columns", "document", "fields", "facts", "provenance", "rules"}) {
      if (root.contains(word))
        faults_.add(fmt::format("/{}", word), "stands in each of [[parts]] where there are parts");
    }
    each_of(root, "parts", {"name", "target", "read", "columns", "document", "fields", "facts", "provenance", "rules"},
            [&](toml::table const& table, std::string const& at) {
              auto part = read_part(table, at, made_.lookups, faults_);
              part.name = faults_.needed_text(table, at, "name");
              for (auto const& other : made_.parts) {
                if (other.name == part.name) faults_.add(at + "/name", "is the name of another part");
              }
              made_.parts.push_back(std::move(part));
            });
    if (made_.parts.empty()) faults_.add("/parts", "must hold at least one part");
    if (made_.parts.size() > kPartsMax) faults_.add("/parts", fmt::format("must be {} at most", kPartsMax));
  }

  void read_places(toml::table const& root) {
    each_of(root, "channels", {"code", "name", "kind"}, [&](toml::table const& table, std::string const& at) {
      made_.channels.push_back({faults_.needed_text(table, at, "code"), faults_.needed_text(table, at, "name"),
                                faults_.needed_text(table, at, "kind")});
    });
    each_of(root, "locations", {"code", "name", "kind", "zone", "country"},
            [&](toml::table const& table, std::string const& at) {
              made_.locations.push_back({.code = faults_.needed_text(table, at, "code"),
                                         .name = faults_.needed_text(table, at, "name"),
                                         .kind = faults_.needed_text(table, at, "kind"),
                                         .zone = table["zone"].value_or(std::string{"UTC"}),
                                         .country = table["country"].value_or(std::string{})});
            });
  }

  template <class Each>
  void each_of(toml::table const& root, std::string_view key, std::initializer_list<std::string_view> names,
               Each each) {
    auto const* array = root[key].as_array();
    if (array == nullptr) return;
    for (std::size_t at = 0; at < array->size(); ++at) {
      auto const place = fmt::format("/{}/{}", key, at);
      if (auto const* table = (*array)[at].as_table()) {
        faults_.known(*table, place, names);
        each(*table, place);
      } else {
        faults_.add(place, "must be a table");
      }
    }
  }

  Mapping made_;
  MappingFaults faults_;
};

}  // namespace

base::Result<Mapping> parse_mapping(std::string_view name, std::string_view toml) { return Reader{name, toml}.read(); }

}  // namespace weft::connectors
