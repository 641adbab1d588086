// match.h - finds the endpoint of a path: literal segments before {parameters}, no backtracking surprises.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/endpoint.h"

namespace weft::http {

inline constexpr std::size_t kPathParametersMax = 8;

/// Where a path leads. `values` are views into the path, or into `decoded` where there was a percent code.
struct Match {
  std::array<Endpoint const*, kMethods> const* endpoints = nullptr;  ///< by method; null = nothing lives here
  std::array<std::string_view, kPathParametersMax> values;
  std::size_t values_count = 0;
  std::array<std::string, kPathParametersMax> decoded;
  bool malformed = false;  ///< a broken percent code

  void clear() {
    endpoints = nullptr;
    values_count = 0;
    malformed = false;
  }
};

/// A tree over path segments. A literal segment wins over a parameter; where a literal leads nowhere, the parameter is
/// tried. Built once, read from every I/O thread.
class Matcher {
 public:
  /// Files endpoints are kept apart, by prefix.
  explicit Matcher(std::vector<std::shared_ptr<Endpoint>> const& endpoints);
  void find(std::string_view path, Match& match) const;
  /// The static files mounted at the longest prefix of that path; null = none. Never for the first segment of an API
  /// path.
  [[nodiscard]] Endpoint const* files_of(std::string_view path) const;
  /// True when the path's first segment belongs to the API ("v1"): pages never answer there.
  [[nodiscard]] bool is_api(std::string_view path) const;

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::array<Endpoint const*, kMethods> endpoints{};
    bool leads_somewhere = false;
  };
  static Node const* walk(Node const& node, std::string_view rest, Match& match);

  Node root_;
  std::vector<Endpoint const*> files_;
};

}  // namespace weft::http
