// log.cpp - log records as lines of JSON.
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <cmath>

#include "base/clock.h"
#include "platform/telemetry/telemetry.h"

namespace weft::telemetry {
namespace {

std::atomic<Level> least_level{Level::info};

std::mutex capture_mutex;
std::function<void(std::string_view)> capture;  // guarded by capture_mutex
std::atomic<bool> capturing{false};

spdlog::logger& stderr_logger() {
  static std::shared_ptr<spdlog::logger> const logger = [] {
    auto made = std::make_shared<spdlog::logger>("weft", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->set_level(spdlog::level::trace);
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *logger;
}

std::string_view word_of(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
  }
  return "error";
}

/// Bytes of the well-formed UTF-8 character that starts `text`; 0 if none does (Unicode 15, table 3-7).
std::size_t utf8_length(std::string_view text) {
  auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  auto const continues = [&](std::size_t at) { return at < text.size() && (byte(at) & 0xC0U) == 0x80U; };
  unsigned char const first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!continues(1) || !continues(2)) return 0;
    bool const overlong = first == 0xE0 && byte(1) < 0xA0;
    bool const surrogate = first == 0xED && byte(1) > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!continues(1) || !continues(2) || !continues(3)) return 0;
    bool const outside = (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
    return outside ? 0 : 4;
  }
  return 0;
}

void append_json_text(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t const length = utf8_length(text);
    char const letter = text.front();
    if (length == 0) {
      out += "\\ufffd";
    } else if (length > 1) {
      out += text.substr(0, length);
    } else if (letter == '"' || letter == '\\') {
      out += '\\';
      out += letter;
    } else if (letter == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(letter)));
    } else {
      out += letter;
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out += '"';
}

struct AppendValue {
  std::string& out;
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { fmt::format_to(std::back_inserter(out), "{}", value); }
  void operator()(double value) const {
    if (std::isfinite(value)) {
      fmt::format_to(std::back_inserter(out), "{}", value);
    } else {
      out += "null";
    }
  }
  void operator()(std::string_view value) const { append_json_text(out, value); }
};

}  // namespace

void set_level(Level least) { least_level.store(least, std::memory_order_relaxed); }

std::optional<Level> parse_level(std::string_view word) {
  for (Level const level : {Level::debug, Level::info, Level::warning, Level::error}) {
    if (word == word_of(level)) return level;
  }
  return {};
}

void capture_logs(std::function<void(std::string_view line)> sink) {
  std::lock_guard const lock{capture_mutex};
  capturing.store(static_cast<bool>(sink));
  capture = std::move(sink);
}

void log(Level level, std::string_view message, std::initializer_list<Field> fields) {
  if (level < least_level.load(std::memory_order_relaxed)) return;
  std::string line;
  line.reserve(256);
  line += R"({"time":")";
  line += base::text_of(base::SystemClock{}.now());
  line += R"(","level":")";
  line += word_of(level);
  line += R"(","message":)";
  append_json_text(line, message);
  if (auto const trace = current_trace_id(); !trace.empty()) {
    line += R"(,"trace_id":)";
    append_json_text(line, trace);
  }
  for (Field const& field : fields) {
    line += ',';
    append_json_text(line, field.name());
    line += ':';
    std::visit(AppendValue{line}, field.value());
  }
  line += '}';
  if (capturing.load()) {
    std::lock_guard const lock{capture_mutex};
    if (capture) {
      capture(line);
      return;
    }
  }
  stderr_logger().log(spdlog::level::info, spdlog::string_view_t{line.data(), line.size()});
}

}  // namespace weft::telemetry
