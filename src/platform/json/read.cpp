// read.cpp - reads single values, and says in a shopkeeper's words what is wrong with them.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <cmath>
#include <tuple>

#include "platform/json/json.h"
#include "platform/json/utf8.h"

namespace weft::json::detail {
namespace {

namespace bj = boost::json;

std::string_view name_of(bj::value const& value) {
  switch (value.kind()) {
    case bj::kind::null: return "null";
    case bj::kind::bool_: return "true or false";
    case bj::kind::int64:
    case bj::kind::uint64:
    case bj::kind::double_: return "a number";
    case bj::kind::string: return "a text";
    case bj::kind::array: return "a list";
    case bj::kind::object: return "an object";
  }
  return "nothing known";
}

std::string_view view_of(bj::string const& text) { return {text.data(), text.size()}; }

std::string_view plural(std::size_t count) { return count == 1 ? "" : "s"; }

std::string out_of_range(std::int64_t min, std::int64_t max) { return fmt::format("must be {} to {}", min, max); }

/// What keeps a text from being stored, or nothing.
std::optional<std::string> fault_of(Utf8Scan const& scan) {
  if (!scan.valid) return "is not valid UTF-8";
  if (!scan.control) return {};
  return fmt::format("holds the control character U+{:04X}; only tab and line breaks are allowed", *scan.control);
}

}  // namespace

std::string Path::text() const {
  if (up == nullptr) return std::string{name};
  auto out = up->text();
  out += '/';
  if (index != kNoIndex) return out + std::to_string(index);
  for (char const letter : name) {
    if (letter == '~') {
      out += "~0";
    } else if (letter == '/') {
      out += "~1";
    } else {
      out += letter;
    }
  }
  return out;
}

void Errors::add(Path const& at, std::string_view reason, std::string detail) {
  if (into_.size() >= max_) return;
  into_.push_back({at.text(), std::string{reason}, std::move(detail)});
}

void Errors::wrong_type(Path const& at, std::string_view wanted, bj::value const& got) {
  add(at, "json.wrong_type", fmt::format("must be {}, not {}", wanted, name_of(got)));
}

std::optional<bool> read_bool(bj::value const& value, Path const& at, Errors& wrong) {
  if (value.is_bool()) return value.get_bool();
  wrong.wrong_type(at, "true or false", value);
  return {};
}

std::optional<std::int64_t> read_integer(bj::value const& value, std::int64_t min, std::int64_t max, Path const& at,
                                         Errors& wrong) {
  if (value.is_int64()) {
    auto const number = value.get_int64();
    if (number >= min && number <= max) return number;
    wrong.add(at, "json.out_of_range", out_of_range(min, max));
  } else if (value.is_uint64() || (value.is_double() && !(std::abs(value.get_double()) < 0x1p63))) {
    wrong.add(at, "json.out_of_range", out_of_range(min, max));
  } else if (value.is_double()) {
    wrong.add(at, "json.wrong_type", "must be a whole number, written without a point or an exponent");
  } else {
    wrong.wrong_type(at, "a whole number", value);
  }
  return {};
}

std::optional<double> read_double(bj::value const& value, Path const& at, Errors& wrong) {
  if (!value.is_number()) {
    wrong.wrong_type(at, "a number", value);
    return {};
  }
  auto const number = value.is_double()  ? value.get_double()
                      : value.is_int64() ? static_cast<double>(value.get_int64())
                                         : static_cast<double>(value.get_uint64());
  if (std::isfinite(number)) return number;
  wrong.add(at, "json.out_of_range", "is too large for a number of double precision");
  return {};
}

std::optional<std::string_view> read_text(bj::value const& value, std::size_t min, std::size_t max, Path const& at,
                                          Errors& wrong) {
  if (!value.is_string()) {
    wrong.wrong_type(at, "a text", value);
    return {};
  }
  auto const text = view_of(value.get_string());
  auto const scan = scan_utf8(text);
  if (auto fault = fault_of(scan)) {
    wrong.add(at, "json.bad_format", std::move(*fault));
  } else if (scan.code_points < min) {
    wrong.add(at, "json.too_short", fmt::format("must be at least {} character{} long", min, plural(min)));
  } else if (scan.code_points > max) {
    wrong.add(at, "json.too_long", fmt::format("must be at most {} character{} long", max, plural(max)));
  } else {
    return text;
  }
  return {};
}

std::optional<base::Instant> read_instant(bj::value const& value, Path const& at, Errors& wrong) {
  auto const text = read_text(value, 0, Path::kNoIndex, at, wrong);
  if (!text) return {};
  auto const instant = base::parse_instant(*text);
  if (!instant) refuse_format("a moment such as 2026-11-24T17:17:05Z (RFC 3339)", at, wrong);
  return instant;
}

std::optional<base::Date> read_date(bj::value const& value, Path const& at, Errors& wrong) {
  auto const text = read_text(value, 0, Path::kNoIndex, at, wrong);
  if (!text) return {};
  auto const date = base::parse_date(*text);
  if (!date) refuse_format("a day such as 2026-11-24", at, wrong);
  return date;
}

std::optional<base::Currency> read_currency(bj::value const& value, Path const& at, Errors& wrong) {
  auto const text = read_text(value, 0, Path::kNoIndex, at, wrong);
  if (!text) return {};
  auto const currency = base::Currency::parse(*text);
  if (!currency) refuse_format("three capital letters such as EUR (ISO 4217)", at, wrong);
  return currency;
}

std::optional<std::size_t> read_choice(bj::value const& value, std::span<std::string_view const> names, Path const& at,
                                       Errors& wrong) {
  if (!value.is_string()) {
    wrong.wrong_type(at, "a text", value);
    return {};
  }
  auto const text = view_of(value.get_string());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return i;
  }
  constexpr std::size_t shown_max = 10;
  auto const shown = names.first(std::min(names.size(), shown_max));
  auto detail = fmt::format("must be one of: {}", fmt::join(shown, ", "));
  if (names.size() > shown_max) detail += fmt::format(" and {} more", names.size() - shown_max);
  wrong.add(at, "json.not_one_of", std::move(detail));
  return {};
}

bj::array const* read_array(bj::value const& value, std::size_t min, std::size_t max, Path const& at, Errors& wrong) {
  if (!value.is_array()) {
    wrong.wrong_type(at, "a list", value);
    return nullptr;
  }
  auto const& array = value.get_array();
  if (array.size() < min) {
    wrong.add(at, "json.too_short", fmt::format("must hold at least {} item{}", min, plural(min)));
  } else if (array.size() > max) {
    wrong.add(at, "json.too_long", fmt::format("must hold at most {} item{}", max, plural(max)));
    return nullptr;  // what is in it would only make the answer longer
  }
  return &array;
}

bj::object const* read_object(bj::value const& value, Path const& at, Errors& wrong) {
  if (value.is_object()) return &value.get_object();
  wrong.wrong_type(at, "an object", value);
  return nullptr;
}

bool read_any(bj::value const& value, Path const& at, Errors& wrong) {
  if (value.is_string()) return read_text(value, 0, Path::kNoIndex, at, wrong).has_value();
  if (value.is_double()) return read_double(value, at, wrong).has_value();
  bool good = true;
  if (value.is_array()) {
    auto const& array = value.get_array();
    for (std::size_t i = 0; i < array.size(); ++i) good &= read_any(array[i], Path{&at, {}, i}, wrong);
  } else if (value.is_object()) {
    for (auto const& [key, item] : value.get_object()) {
      std::string_view const name{key.data(), key.size()};
      Path const here{&at, name};
      good &= check_member_name(name, here, wrong) && read_any(item, here, wrong);
    }
  }
  return good;
}

bool check_member_name(std::string_view name, Path const& at, Errors& wrong) {
  auto const fault = fault_of(scan_utf8(name));
  if (!fault) return true;
  wrong.add(at, "json.bad_format", "its name " + *fault);
  return false;
}

void refuse_id(std::string_view prefix, Path const& at, Errors& wrong) {
  wrong.add(at, "json.bad_format", fmt::format("must be an id such as {}_ and 26 letters and digits", prefix));
}

void refuse_format(std::string_view words, Path const& at, Errors& wrong) {
  wrong.add(at, "json.bad_format", fmt::format("must be {}", words));
}

void read_money(base::Money& into, bj::value const& value, Path const& at, Errors& wrong) {
  static constexpr MemberReader readers[] = {
      {"amount_minor", true,
       [](void* object, bj::value const& member, Path const& here, Errors& errors) {
         read_into(static_cast<base::Money*>(object)->amount_minor, member, here, errors);
       }},
      {"currency", true,
       [](void* object, bj::value const& member, Path const& here, Errors& errors) {
         read_into(static_cast<base::Money*>(object)->currency, member, here, errors);
       }},
  };
  read_members(readers, &into, value, {}, at, wrong);
}

void read_members(std::span<MemberReader const> members, void* object, bj::value const& value,
                  std::span<std::string_view const> elsewhere, Path const& at, Errors& wrong) {
  auto const* given = read_object(value, at, wrong);
  if (given == nullptr) return;
  constexpr std::size_t members_max = 256;
  std::array<bool, members_max> seen{};
  if (members.size() > members_max) throw std::logic_error{"json: a struct has more than 256 members"};
  auto const comes_from_elsewhere = [&](std::string_view name) {
    return std::find(elsewhere.begin(), elsewhere.end(), name) != elsewhere.end();
  };
  std::size_t expected = 0;  // senders mostly keep the order of declaration
  for (auto const& [key, item] : *given) {
    std::string_view const name{key.data(), key.size()};
    std::size_t i = expected;
    if (i >= members.size() || members[i].name != name) {
      i = 0;
      while (i < members.size() && members[i].name != name) ++i;
    }
    Path const here{&at, name};
    if (i == members.size() || comes_from_elsewhere(name)) {
      wrong.add(here, "json.unknown", "is not a field here");
      continue;
    }
    seen[i] = true;
    expected = i + 1;
    members[i].read(object, item, here, wrong);
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (seen[i] || !members[i].required || comes_from_elsewhere(members[i].name)) continue;
    wrong.add(Path{&at, members[i].name}, "json.missing", "is missing");
  }
}

bj::value parameter_value(std::string_view text, bool number, bool boolean) {
  auto const as_text = [&] { return bj::value(bj::string_view{text.data(), text.size()}); };
  if (boolean && (text == "true" || text == "false")) return bj::value(text == "true");
  if (!number) return as_text();
  // The grammar of numbers is JSON's own: parse it as a body of one number.
  bool const starts = !text.empty() && (text.front() == '-' || (text.front() >= '0' && text.front() <= '9'));
  if (!starts || text.back() < '0' || text.back() > '9') return as_text();
  auto document = parse(text);
  return document && document->value.is_number() ? std::move(document->value) : as_text();
}

namespace {

/// A step of a pointer as the member's name it stands for (RFC 6901, section 4).
std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~' || i + 1 == token.size()) {
      out += token[i];
    } else {
      out += token[++i] == '0' ? '~' : '/';
    }
  }
  return out;
}

/// The places of a pointer's steps among their sisters; an absent member stands after the present ones.
std::vector<std::size_t> places_of(bj::value const& document, std::string_view pointer) {
  std::vector<std::size_t> places;
  auto const* here = &document;
  while (!pointer.empty() && here != nullptr) {
    pointer.remove_prefix(1);
    auto const token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    if (here->is_array()) {
      std::size_t index = 0;
      std::from_chars(token.data(), token.data() + token.size(), index);
      places.push_back(index);
      here = index < here->get_array().size() ? &here->get_array()[index] : nullptr;
    } else if (here->is_object()) {
      auto const& object = here->get_object();
      auto const name = unescaped(token);
      auto const found = object.find(bj::string_view{name.data(), name.size()});
      auto const at = static_cast<std::size_t>(found - object.begin());
      places.push_back(at);
      here = found != object.end() ? &found->value() : nullptr;
    } else {
      here = nullptr;
    }
  }
  return places;
}

}  // namespace

void order_by_document(bj::value const& document, std::vector<base::FieldError>& wrong) {
  struct Placed {
    std::vector<std::size_t> places;
    std::size_t came;
    base::FieldError error;
  };
  std::vector<Placed> placed;
  placed.reserve(wrong.size());
  for (auto& error : wrong) {
    auto places = places_of(document, error.pointer);
    placed.push_back({std::move(places), placed.size(), std::move(error)});
  }
  std::sort(placed.begin(), placed.end(), [](Placed const& left, Placed const& right) {
    return std::tie(left.places, left.came) < std::tie(right.places, right.came);
  });
  for (std::size_t i = 0; i < wrong.size(); ++i) wrong[i] = std::move(placed[i].error);
}

}  // namespace weft::json::detail
