// identifier.cpp - the form in which loyalty numbers and e-mail addresses are compared, and what a fact may say; pure.
#include <fmt/format.h>

#include "base/text.h"
#include "customer/customer.h"

namespace weft::customer {
namespace {

bool is_space(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Case is folded for ASCII only: beyond it a mailbox is what its owner wrote.
std::optional<std::string> normalised_email(std::string_view value) {
  std::string out{trimmed(value)};
  for (char& letter : out) {
    if (is_space(letter)) return {};
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  auto const at = out.find('@');
  if (at == 0 || at == std::string::npos || at != out.rfind('@')) return {};
  auto const domain = std::string_view{out}.substr(at + 1);
  if (domain.empty() || domain.front() == '.' || domain.back() == '.') return {};
  return out;
}

std::optional<std::string> normalised_loyalty(std::string_view value) {
  std::string out;
  for (char letter : value) {
    if (is_space(letter) || letter == '-') continue;
    out += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  if (out.empty()) return {};
  return out;
}

bool is_source(std::string_view source) {
  if (source.empty() || source.size() > kSourceLengthMax) return false;
  for (char const letter : source) {
    bool const fits =
        (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
    if (!fits) return false;
  }
  return true;
}

}  // namespace

std::string_view text_of(IdentifierKind kind) { return kind == IdentifierKind::loyalty ? "loyalty" : "email"; }

std::optional<std::string> normalised(IdentifierKind kind, std::string_view value) {
  if (value.size() > 4 * kIdentifierLengthMax) return {};
  auto out = kind == IdentifierKind::email ? normalised_email(value) : normalised_loyalty(value);
  if (!out) return {};
  auto const length = base::text_length(*out);
  if (!length || *length > kIdentifierLengthMax) return {};
  return out;
}

std::vector<base::FieldError> check_record(RecordFacts const& facts, std::string_view at) {
  std::vector<base::FieldError> wrong;
  auto const add = [&](std::string where, base::Reason const& reason) {
    wrong.push_back({fmt::format("{}{}", at, where), std::string{reason.name}, std::string{reason.title}});
  };
  auto const fits = [](std::string_view text, std::size_t max) {
    auto const length = base::text_length(text);
    return length && *length <= max;
  };
  if (!is_source(facts.source)) add("/source", kBadSource);
  if (!fits(facts.source_id, kSourceIdLengthMax)) add("/source_id", kBadSourceId);
  if (!fits(facts.name, kNameLengthMax)) add("/name", kBadText);
  if (!fits(facts.country, kNameLengthMax)) add("/country", kBadText);
  if (facts.identifiers.size() > kIdentifiersPerRecordMax) add("/identifiers", kTooManyIdentifiers);
  for (std::size_t i = 0; i < facts.identifiers.size(); ++i) {
    auto const& identifier = facts.identifiers[i];
    if (!normalised(identifier.kind, identifier.value)) add(fmt::format("/identifiers/{}/value", i), kBadIdentifier);
  }
  return wrong;
}

}  // namespace weft::customer
