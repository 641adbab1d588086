// attribute.cpp - the vocabulary's forms, and when two values mean the same.
#include "customer/profile/attribute.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace weft::profile {
namespace {

constexpr std::array<std::string_view, 4> kProvenances{"declared", "recorded", "observed", "inferred"};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_birth_date(std::string_view value, base::Instant said_at) {
  // A year or a month alone is a date of less precision (ISO 8601); its first day must exist.
  std::string whole{value};
  if (value.size() == 4) whole += "-01-01";
  if (value.size() == 7) whole += "-01";
  auto const date = base::parse_date(whole);
  if (!date) return false;
  auto const first = base::parse_date("1850-01-01");
  return std::chrono::sys_days{*date} >= std::chrono::sys_days{*first} &&
         std::chrono::sys_days{*date} <= said_at + std::chrono::days{1};
}

bool is_phone(std::string_view value) {
  auto const digits = std::count_if(value.begin(), value.end(), is_digit);
  return digits >= 4 && digits <= 20 && value.find_first_not_of("0123456789 +-()/.") == std::string_view::npos;
}

/// The form two values are compared in. Case is folded for ASCII only.
std::string comparable(Form form, std::string_view value) {
  std::string out;
  for (char letter : value) {
    if (form == Form::phone && !is_digit(letter)) continue;
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    if (letter == ' ' && (out.empty() || out.back() == ' ')) continue;
    out.push_back(letter);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

std::string_view text_of(Provenance provenance) { return kProvenances[static_cast<std::size_t>(provenance)]; }

std::optional<Provenance> provenance_of(std::string_view text) {
  auto const found = std::find(kProvenances.begin(), kProvenances.end(), text);
  if (found == kProvenances.end()) return {};
  return static_cast<Provenance>(found - kProvenances.begin());
}

Form form_of(std::string_view name) {
  if (name == "birth_date") return Form::birth_date;
  if (name == "email") return Form::email;
  if (name == "phone") return Form::phone;
  return Form::text;
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kAttributeNameLengthMax || name.front() < 'a' || name.front() > 'z') return false;
  return std::all_of(name.begin(), name.end(),
                     [](char letter) { return (letter >= 'a' && letter <= 'z') || is_digit(letter) || letter == '_'; });
}

std::optional<base::Reason> check_attribute(std::string_view name, std::string_view value, base::Instant said_at) {
  if (!is_name(name)) return kBadName;
  auto const length = base::text_length(value);
  if (!length || *length > kValueLengthMax) return kBadValue;
  if (value.empty()) return {};
  switch (form_of(name)) {
    case Form::text: return {};
    case Form::birth_date: return is_birth_date(value, said_at) ? std::nullopt : std::optional{kBadBirthDate};
    case Form::email:
      return customer::normalised(customer::IdentifierKind::email, value) ? std::nullopt : std::optional{kBadEmail};
    case Form::phone: return is_phone(value) ? std::nullopt : std::optional{kBadPhone};
  }
  return {};
}

bool mean_the_same(std::string_view name, std::string_view left, std::string_view right) {
  auto const form = form_of(name);
  return comparable(form, left) == comparable(form, right);
}

base::Uuid statement_id(Statement const& statement) {
  std::string said;
  auto const put = [&](std::string_view text) { said.append(text).push_back('\0'); };  // no text holds a NUL
  said.append(reinterpret_cast<char const*>(statement.record_id.uuid().bytes.data()), 16);
  put(statement.name);
  put(statement.source);
  put(text_of(statement.provenance));
  put(statement.value);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256(reinterpret_cast<unsigned char const*>(said.data()), said.size(), hash.data());
  base::Uuid id;
  std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
  return id;
}

}  // namespace weft::profile
