// match.cpp - the tree of path segments.
#include "platform/http/match.h"

#include <stdexcept>

#include "platform/http/wire.h"

namespace weft::http {

Matcher::Matcher(std::vector<std::shared_ptr<Endpoint>> const& endpoints) {
  for (auto const& endpoint : endpoints) {
    if (endpoint->kind == Kind::files) {
      files_.push_back(endpoint.get());
      continue;
    }
    Node* node = &root_;
    std::string_view rest = std::string_view{endpoint->pattern}.substr(1);
    for (;;) {
      auto const slash = rest.find('/');
      auto const segment = rest.substr(0, slash);
      auto& next = segment.starts_with('{') ? node->parameter : node->literals[std::string{segment}];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
      if (slash == std::string_view::npos) break;
      rest.remove_prefix(slash + 1);
    }
    node->leads_somewhere = true;
    node->endpoints[static_cast<std::size_t>(endpoint->method)] = endpoint.get();
  }
  std::sort(files_.begin(), files_.end(),
            [](auto const* left, auto const* right) { return left->pattern.size() > right->pattern.size(); });
}

void Matcher::find(std::string_view path, Match& match) const {
  match.clear();
  if (path.empty() || path.front() != '/') return;
  if (auto const* node = walk(root_, path.substr(1), match)) match.endpoints = &node->endpoints;
}

Matcher::Node const* Matcher::walk(Node const& node, std::string_view rest, Match& match) {
  auto const slash = rest.find('/');
  auto const segment = rest.substr(0, slash);
  bool const last = slash == std::string_view::npos;
  auto const onward = [&](Node const& next) -> Node const* {
    if (last) return next.leads_somewhere ? &next : nullptr;
    return walk(next, rest.substr(slash + 1), match);
  };
  if (auto const found = node.literals.find(segment); found != node.literals.end()) {
    if (auto const* end = onward(*found->second)) return end;
  }
  if (!node.parameter || segment.empty() || match.values_count == kPathParametersMax) return nullptr;
  auto const at = match.values_count++;
  match.values[at] = segment;
  if (segment.find('%') != std::string_view::npos) {
    auto decoded = percent_decode(segment, false);
    if (!decoded) match.malformed = true;
    match.decoded[at] = decoded.value_or(std::string{});
    match.values[at] = match.decoded[at];
  }
  if (auto const* end = onward(*node.parameter)) return end;
  match.values_count = at;
  return nullptr;
}

Endpoint const* Matcher::files_of(std::string_view path) const {
  if (is_api(path)) return nullptr;
  for (auto const* endpoint : files_) {
    if (path.starts_with(endpoint->pattern)) return endpoint;
  }
  return nullptr;
}

bool Matcher::is_api(std::string_view path) const {
  if (!path.starts_with('/')) return false;
  auto const segment = path.substr(1, path.find('/', 1) - 1);
  return root_.literals.find(segment) != root_.literals.end();
}

}  // namespace weft::http
