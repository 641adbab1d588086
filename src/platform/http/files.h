// files.h - static files held in memory, with their compressed variants. No request ever touches the file system, so no
// path can climb out of the folder.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/http/endpoint.h"
#include "platform/http/wire.h"

namespace weft::http {

struct StaticFiles {
  /// One stored form of a file.
  struct Variant {
    std::shared_ptr<std::string const> body;  ///< null = there is none
    std::string etag;
    std::string headers;
  };
  struct File {
    std::string_view content_type;
    Variant plain;
    Variant gzip;
    Variant brotli;
  };
  std::unordered_map<std::string, File> files;  ///< by the path under the prefix, "assets/index-abc.js"
  File const* fallback = nullptr;

  /// Reads a folder, at most 256 MB. Throws std::runtime_error naming what could not be read.
  static std::shared_ptr<StaticFiles const> load(std::filesystem::path const& folder, std::string_view fallback);
  /// The file for that path (still percent-encoded), or the fallback for a page; nothing when there is none.
  [[nodiscard]] std::optional<Answer> find(std::string_view under_prefix, RequestHead const& head) const;
};

}  // namespace weft::http
