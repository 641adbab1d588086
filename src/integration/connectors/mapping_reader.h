// mapping_reader.h - what the readers of a mapping file share: the faults so far, each named by its place.
#pragma once

#include <fmt/format.h>

// toml++ is told once, here, to report instead of throw. It asserts what it has not looked at yet, such as that a key
// begins like a key, and finds the fault right after; as an assertion that ends the program, and as an assumption (with
// NDEBUG) it lets the compiler take the look away.
#define TOML_EXCEPTIONS 0
#define TOML_ASSERT(expr) static_cast<void>(0)
#pragma push_macro("NDEBUG")
#undef NDEBUG
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

#include <string>
#include <string_view>
#include <vector>

#include "integration/connectors/connectors.h"
#include "integration/connectors/mapping.h"

namespace weft::connectors {

/// Collects what is wrong with a mapping file while it is walked once.
class MappingFaults {
 public:
  void add(std::string at, std::string words) {
    faults_.push_back({std::move(at), std::string{kMappingInvalid.name}, std::move(words)});
  }
  /// Each key of `table` must be one of `names`.
  void known(toml::table const& table, std::string const& at, std::initializer_list<std::string_view> names) {
    for (auto const& [key, value] : table) {
      if (std::find(names.begin(), names.end(), key.str()) == names.end())
        add(fmt::format("{}/{}", at, key.str()), "is no word of mappings");
    }
  }
  /// A text that must be there and not be empty.
  std::string needed_text(toml::table const& table, std::string const& at, std::string_view key) {
    auto const value = table[key].value_exact<std::string>();
    if (!value || value->empty()) add(fmt::format("{}/{}", at, key), "must be a text");
    return value.value_or("");
  }
  [[nodiscard]] std::vector<base::FieldError>& all() { return faults_; }

 private:
  std::vector<base::FieldError> faults_;
};

/// Reads one kind of file: `table` is the mapping file itself or one of its [[parts]], `at` its place.
Part read_part(toml::table const& table, std::string const& at, std::vector<Lookup> const& lookups,
               MappingFaults& faults);

}  // namespace weft::connectors
