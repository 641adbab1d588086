// trace.cpp - W3C trace context, and the trace id that a thread's log records carry.
#include <algorithm>
#include <cstring>
#include <random>

#include "platform/telemetry/telemetry.h"

namespace weft::telemetry {
namespace {

struct Current {
  std::array<char, 32> id{};
  std::size_t size = 0;
};
thread_local Current current;

template <std::size_t Size>
void fill_random(std::array<std::uint8_t, Size>& bytes) {
  // Trace ids must not collide, and need not be secret.
  thread_local std::mt19937_64 engine = [] {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    return std::mt19937_64{seed};
  }();
  do {
    for (std::size_t at = 0; at < Size; at += 8) {
      std::uint64_t const word = engine();
      std::memcpy(bytes.data() + at, &word, 8);
    }
  } while (std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; }));
}

int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  return -1;  // the standard allows lower case only
}

template <std::size_t Size>
bool read_hex(std::string_view text, std::array<std::uint8_t, Size>& bytes) {
  for (std::size_t at = 0; at < Size; ++at) {
    int const high = digit_of(text[2 * at]);
    int const low = digit_of(text[2 * at + 1]);
    if (high < 0 || low < 0) return false;
    bytes[at] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return true;
}

template <std::size_t Size>
void append_hex(std::string& out, std::array<std::uint8_t, Size> const& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (std::uint8_t const byte : bytes) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
}

}  // namespace

TraceContext TraceContext::make() {
  TraceContext made;
  fill_random(made.trace);
  fill_random(made.span);
  made.sampled = true;
  return made;
}

std::optional<TraceContext> TraceContext::parse(std::string_view traceparent) {
  // version(2) - trace(32) - span(16) - flags(2)
  if (traceparent.size() < 55) return {};
  std::array<std::uint8_t, 1> version{};
  std::array<std::uint8_t, 1> flags{};
  TraceContext read;
  bool const dashes = traceparent[2] == '-' && traceparent[35] == '-' && traceparent[52] == '-';
  if (!dashes || !read_hex(traceparent.substr(0, 2), version) || !read_hex(traceparent.substr(3, 32), read.trace) ||
      !read_hex(traceparent.substr(36, 16), read.span) || !read_hex(traceparent.substr(53, 2), flags)) {
    return {};
  }
  if (version[0] == 0xFF) return {};
  if (version[0] == 0 && traceparent.size() != 55) return {};
  if (traceparent.size() > 55 && traceparent[55] != '-') return {};
  auto const zero = [](std::uint8_t byte) { return byte == 0; };
  if (std::ranges::all_of(read.trace, zero) || std::ranges::all_of(read.span, zero)) return {};
  read.sampled = (flags[0] & 1U) != 0;
  return read;
}

TraceContext TraceContext::child() const {
  TraceContext made = *this;
  fill_random(made.span);
  return made;
}

std::string TraceContext::text() const {
  std::string out = "00-";
  append_hex(out, trace);
  out += '-';
  append_hex(out, span);
  out += sampled ? "-01" : "-00";
  return out;
}

std::string TraceContext::trace_id() const {
  std::string out;
  append_hex(out, trace);
  return out;
}

TraceScope::TraceScope(TraceContext const& context) : TraceScope{std::string_view{context.trace_id()}} {}

TraceScope::TraceScope(std::string_view trace_id) : before_{current.id}, before_size_{current.size} {
  current.size = std::min(trace_id.size(), current.id.size());
  std::copy_n(trace_id.data(), current.size, current.id.data());
}

TraceScope::~TraceScope() {
  current.id = before_;
  current.size = before_size_;
}

std::string_view current_trace_id() { return {current.id.data(), current.size}; }

}  // namespace weft::telemetry
