// json.cpp - parses a body with its limits, and notices what Boost.JSON lets pass: members given twice.
#include "platform/json/json.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_stack.hpp>
#include <charconv>
#include <system_error>

namespace weft::json {
namespace {

namespace bj = boost::json;
using bj::error_code;

/// Builds the value and keeps, for each open object, the names seen so far.
class Builder {
 public:
  static constexpr std::size_t max_object_size = bj::object::max_size();
  static constexpr std::size_t max_array_size = bj::array::max_size();
  static constexpr std::size_t max_key_size = bj::string::max_size();
  static constexpr std::size_t max_string_size = bj::string::max_size();

  Builder(Limits const& limits, bj::storage_ptr memory) : limits_{limits} { stack_.reset(std::move(memory)); }

  bj::value release() { return stack_.release(); }
  [[nodiscard]] bool too_many() const { return nodes_ > limits_.nodes_max; }
  std::vector<base::FieldError> take_doubled() { return std::move(doubled_); }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_array_begin(error_code& ec) {
    if (!count(ec)) return false;
    frames_.push_back({.names_begin = names_.size(), .letters_begin = letters_.size(), .is_array = true});
    return true;
  }
  bool on_array_end(std::size_t n, error_code&) {
    stack_.push_array(n);
    frames_.pop_back();
    return true;
  }
  bool on_object_begin(error_code& ec) {
    if (!count(ec)) return false;
    frames_.push_back({.names_begin = names_.size(), .letters_begin = letters_.size(), .is_array = false});
    return true;
  }
  bool on_object_end(std::size_t n, error_code&) {
    note_doubled();
    stack_.push_object(n);
    names_.resize(frames_.back().names_begin);
    letters_.resize(frames_.back().letters_begin);
    frames_.pop_back();
    return true;
  }
  bool on_key_part(bj::string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    letters_.append(part.data(), part.size());
    return true;
  }
  bool on_key(bj::string_view part, std::size_t size, error_code&) {
    stack_.push_key(part);
    letters_.append(part.data(), part.size());
    names_.push_back({letters_.size() - size, size});
    return true;
  }
  bool on_string_part(bj::string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(bj::string_view part, std::size_t, error_code& ec) {
    stack_.push_string(part);
    return count(ec);
  }
  bool on_number_part(bj::string_view, error_code&) { return true; }
  bool on_int64(std::int64_t value, bj::string_view, error_code& ec) {
    stack_.push_int64(value);
    return count(ec);
  }
  bool on_uint64(std::uint64_t value, bj::string_view, error_code& ec) {
    stack_.push_uint64(value);
    return count(ec);
  }
  bool on_double(double value, bj::string_view text, error_code& ec) {
    // Boost 1.81 is off by one unit in the last place for some numbers; the library's own reader is exact.
    double exact = value;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), exact);
    stack_.push_double(read.ec == std::errc{} ? exact : value);
    return count(ec);
  }
  bool on_bool(bool value, error_code& ec) {
    stack_.push_bool(value);
    return count(ec);
  }
  bool on_null(error_code& ec) {
    stack_.push_null();
    return count(ec);
  }
  bool on_comment_part(bj::string_view, error_code&) { return true; }
  bool on_comment(bj::string_view, error_code&) { return true; }

 private:
  struct Name {
    std::size_t at;
    std::size_t size;
  };
  struct Frame {
    std::size_t names_begin;
    std::size_t letters_begin;
    bool is_array;
    std::size_t next_index = 0;
  };

  [[nodiscard]] std::string_view text_of(Name const& name) const {
    return std::string_view{letters_}.substr(name.at, name.size);
  }

  bool count(error_code& ec) {
    if (!frames_.empty() && frames_.back().is_array) ++frames_.back().next_index;
    if (++nodes_ <= limits_.nodes_max) return true;
    ec = bj::make_error_code(bj::error::array_too_large);
    return false;
  }

  /// The pointer of a member of the innermost object: down from the root over the last name or item of each frame.
  std::string pointer_to(std::string_view member) const {
    std::vector<detail::Path> steps;
    steps.reserve(frames_.size() + 1);
    steps.push_back({});
    for (std::size_t i = 0; i + 1 < frames_.size(); ++i) {
      auto const* up = &steps.back();
      if (frames_[i].is_array) {
        steps.push_back({up, {}, frames_[i].next_index - 1});
      } else {
        steps.push_back({up, text_of(names_[frames_[i + 1].names_begin - 1])});
      }
    }
    return detail::Path{&steps.back(), member}.text();
  }

  void note_doubled() {
    auto const own = std::span{names_}.subspan(frames_.back().names_begin);
    if (own.size() < 2) return;
    std::vector<std::string_view> sorted;
    sorted.reserve(own.size());
    for (auto const& name : own) sorted.push_back(text_of(name));
    std::sort(sorted.begin(), sorted.end());
    for (auto it = std::adjacent_find(sorted.begin(), sorted.end()); it != sorted.end();) {
      auto const end = std::upper_bound(it, sorted.end(), *it);
      if (doubled_.size() < limits_.errors_max) {
        doubled_.push_back({pointer_to(*it), "json.duplicate", fmt::format("is given {} times", end - it)});
      }
      it = std::adjacent_find(end, sorted.end());
    }
  }

  Limits const& limits_;
  std::array<unsigned char, 2048> first_;  // of what is open while parsing
  bj::value_stack stack_{{}, first_.data(), first_.size()};
  std::vector<Frame> frames_;
  std::vector<Name> names_;
  std::string letters_;  // of all names of the open objects
  std::size_t nodes_ = 0;
  std::vector<base::FieldError> doubled_;
};

std::string_view words_of(error_code const& ec) {
  switch (static_cast<bj::error>(ec.value())) {
    case bj::error::incomplete: return "it ends too early";
    case bj::error::extra_data: return "something follows the end of the value";
    case bj::error::too_deep: return "it is nested too deeply";
    case bj::error::exponent_overflow: return "an exponent is too large";
    case bj::error::illegal_leading_surrogate:
    case bj::error::illegal_trailing_surrogate:
    case bj::error::expected_utf16_escape: return "half of a surrogate pair stands alone";
    case bj::error::expected_hex_digit: return "\\u needs four hexadecimal digits";
    default: return "this is no JSON, or its text is not UTF-8";
  }
}

std::string place_of(std::string_view text, std::size_t offset) {
  auto const before = text.substr(0, offset);
  auto const line = 1 + std::count(before.begin(), before.end(), '\n');
  auto const break_at = before.rfind('\n');
  auto const column = 1 + (break_at == std::string_view::npos ? before.size() : before.size() - break_at - 1);
  return fmt::format("line {}, byte {}", line, column);
}

base::Result<Document> parse_into(std::string_view text, Limits const& limits, bj::storage_ptr memory) {
  bj::parse_options options;
  options.max_depth = limits.depth_max;
  bj::basic_parser<Builder> parser{options, limits, std::move(memory)};
  error_code ec;
  auto used = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && used < text.size()) ec = bj::make_error_code(bj::error::extra_data);
  if (parser.handler().too_many()) {
    return base::Error{kMalformed, fmt::format("it holds more than {} values", limits.nodes_max)};
  }
  if (ec) return base::Error{kMalformed, fmt::format("{}: {}", place_of(text, used), words_of(ec))};
  return Document{parser.handler().release(), parser.handler().take_doubled()};
}

/// Where the values of one body lie: on the stack while they are few, and all given back at once.
class Scratch {
 public:
  bj::storage_ptr memory() { return &resource_; }

 private:
  std::array<unsigned char, 16 * 1024> first_;
  bj::monotonic_resource resource_{first_.data(), first_.size()};
};

base::Error invalid(std::vector<base::FieldError> wrong, std::size_t errors_max) {
  auto detail = wrong.size() == 1 ? std::string{"1 field is missing or wrong."}
                                  : fmt::format("{} fields are missing or wrong.", wrong.size());
  if (wrong.size() >= errors_max) detail = fmt::format("At least {} fields are missing or wrong.", wrong.size());
  return base::Error{kInvalid, std::move(detail), std::move(wrong)};
}

}  // namespace

base::Result<Document> parse(std::string_view text, Limits const& limits) { return parse_into(text, limits, {}); }

namespace detail {

std::string unqualified(std::string_view pretty_function) {
  // clang: "... [T = weft::orders::Sale]", gcc: "... [with T = weft::orders::Sale; ...]"
  auto at = pretty_function.find("T = ");
  at = at == std::string_view::npos ? 0 : at + 4;
  auto name = pretty_function.substr(at, pretty_function.find_first_of(";]", at) - at);
  name = name.substr(0, name.find('<'));
  if (auto const colon = name.rfind(':'); colon != std::string_view::npos) name = name.substr(colon + 1);
  return std::string{name};
}

std::optional<base::Error> read_whole(std::string_view text, Limits const& limits, void* into, RootReader read) {
  Scratch scratch;
  auto document = parse_into(text, limits, scratch.memory());
  if (!document) return std::move(document).error();
  auto wrong = std::move(document->doubled);
  bool const doubled = !wrong.empty();
  Errors errors{wrong, limits.errors_max};
  read(into, document->value, Path{}, errors);
  if (wrong.empty()) return {};
  if (doubled) order_by_document(document->value, wrong);
  return invalid(std::move(wrong), limits.errors_max);
}

base::Result<void> read_body(std::string_view text, Limits const& limits, std::span<MemberReader const> members,
                             void* into, std::span<std::string_view const> elsewhere,
                             std::vector<base::FieldError>& wrong) {
  Scratch scratch;
  auto document = parse_into(text, limits, scratch.memory());
  if (!document) return std::move(document).error();
  auto here = std::move(document->doubled);
  bool const doubled = !here.empty();
  Errors errors{here, limits.errors_max};
  read_members(members, into, document->value, elsewhere, Path{}, errors);
  if (doubled) order_by_document(document->value, here);
  wrong.insert(wrong.end(), std::make_move_iterator(here.begin()), std::make_move_iterator(here.end()));
  return {};
}

}  // namespace detail
}  // namespace weft::json
