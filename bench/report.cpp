// report.cpp - the report as JSON and as a table.
#include "report.h"

#include <fmt/format.h>

#include <algorithm>

namespace weft::bench {
namespace {

std::string quoted(std::string const& text) {
  std::string out{'"'};
  for (char const letter : text) {
    if (letter == '"' || letter == '\\') out += '\\';
    if (static_cast<unsigned char>(letter) < 0x20) {
      out += fmt::format("\\u{:04x}", letter);
    } else {
      out += letter;
    }
  }
  return out + '"';
}

std::string members(std::vector<std::pair<std::string, double>> const& figures) {
  std::string out;
  for (auto const& [name, value] : figures)
    out += fmt::format("{}{}:{:.6g}", out.empty() ? "" : ",", quoted(name), value);
  return '{' + out + '}';
}

}  // namespace

std::string json_of(Report const& report) {
  std::string cases;
  for (auto const& one : report.cases) {
    if (!cases.empty()) cases += ',';
    if (!one.skipped.empty()) {
      cases += fmt::format(R"({{"case":{},"skipped":{}}})", quoted(one.name), quoted(one.skipped));
    } else {
      cases += fmt::format(R"({{"case":{},"ratio":{:.4g},"ours":{:.6g},"reference":{:.6g},"unit":{},"fields":{}}})",
                           quoted(one.name), one.ratio, one.ours, one.reference, quoted(one.unit), members(one.fields));
    }
  }
  return fmt::format(R"({{"bench":{},"calibration":{},"cases":[{}]}})", quoted(report.bench),
                     members(report.calibration), cases);
}

std::string table_of(Report const& report) {
  std::string out = fmt::format("bench {}\n", report.bench);
  for (auto const& [name, value] : report.calibration)
    out += fmt::format("  calibration {:<28} {:>12.1f}\n", name, value);
  for (auto const& one : report.cases) {
    if (!one.skipped.empty()) {
      out += fmt::format("  {:<20} skipped: {}\n", one.name, one.skipped);
      continue;
    }
    out += fmt::format("  {:<20} ratio {:>7.3f}   ours {:>12.1f}   reference {:>12.1f}   {}\n", one.name, one.ratio,
                       one.ours, one.reference, one.unit);
    for (auto const& [name, value] : one.fields) out += fmt::format("  {:<20}   {:<36} {:>12.2f}\n", "", name, value);
  }
  return out;
}

double median(std::vector<double> figures) {
  if (figures.empty()) return 0;
  std::ranges::sort(figures);
  return figures[(figures.size() - 1) / 2];
}

}  // namespace weft::bench
