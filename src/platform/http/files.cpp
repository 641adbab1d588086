// files.cpp - loads and chooses static files.
#include "platform/http/files.h"

#include <sodium.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/page.h"

namespace weft::http {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t kFolderBytesMax = std::uintmax_t{256} << 20;

std::string_view content_type_of(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".avif", "image/avif"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".wasm", "application/wasm"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (auto const& [ending, type] : types) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

std::string read_whole(fs::path const& path) {
  std::ifstream in{path, std::ios::binary};
  if (!in) throw std::runtime_error{"cannot read " + path.string()};
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

StaticFiles::Variant variant_of(std::string body, std::string_view coding, bool immutable, bool varies) {
  StaticFiles::Variant variant;
  std::string digest(16, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                     reinterpret_cast<unsigned char const*>(body.data()), body.size(), nullptr, 0);
  variant.etag = '"' + base::base64url_encode(digest) + (coding.empty() ? "" : "-") + std::string{coding} + '"';
  variant.headers =
      immutable ? "Cache-Control: public, max-age=31536000, immutable\r\n" : "Cache-Control: no-cache\r\n";
  if (varies) variant.headers += "Vary: Accept-Encoding\r\n";
  if (!coding.empty()) variant.headers += "Content-Encoding: " + std::string{coding} + "\r\n";
  variant.body = std::make_shared<std::string const>(std::move(body));
  return variant;
}

}  // namespace

std::shared_ptr<StaticFiles const> StaticFiles::load(fs::path const& folder, std::string_view fallback) {
  auto made = std::make_shared<StaticFiles>();
  std::map<std::string, std::string> contents;
  std::uintmax_t total = 0;
  std::error_code failed;
  for (fs::recursive_directory_iterator at{folder, failed}, end; !failed && at != end; at.increment(failed)) {
    if (at->is_symlink() || !at->is_regular_file()) continue;
    total += at->file_size();
    if (total > kFolderBytesMax) throw std::runtime_error{"more than 256 MB of static files in " + folder.string()};
    contents[fs::relative(at->path(), folder).generic_string()] = read_whole(at->path());
  }
  if (failed) throw std::runtime_error{"cannot read " + folder.string() + ": " + failed.message()};
  for (auto& [name, body] : contents) {
    if (name.ends_with(".gz") && contents.contains(name.substr(0, name.size() - 3))) continue;
    if (name.ends_with(".br") && contents.contains(name.substr(0, name.size() - 3))) continue;
    bool const immutable = name.starts_with("assets/") || name.find("/assets/") != std::string::npos;
    auto const gzip = contents.find(name + ".gz");
    auto const brotli = contents.find(name + ".br");
    bool const varies = gzip != contents.end() || brotli != contents.end();
    File file;
    file.content_type = content_type_of(name);
    if (gzip != contents.end()) file.gzip = variant_of(gzip->second, "gzip", immutable, varies);
    if (brotli != contents.end()) file.brotli = variant_of(brotli->second, "br", immutable, varies);
    file.plain = variant_of(body, {}, immutable, varies);
    made->files.emplace(name, std::move(file));
  }
  if (!fallback.empty()) {
    auto const found = made->files.find(std::string{fallback});
    if (found == made->files.end()) throw std::runtime_error{folder.string() + " holds no " + std::string{fallback}};
    made->fallback = &found->second;
  }
  return made;
}

std::optional<Answer> StaticFiles::find(std::string_view under_prefix, RequestHead const& head) const {
  auto const name = percent_decode(under_prefix, false);
  if (!name) return {};
  File const* file = nullptr;
  if (auto const found = files.find(*name); found != files.end()) {
    file = &found->second;
  } else {
    // A client's own route: no file was meant (no dot in the last segment) and a page is wanted.
    bool const names_a_file = name->find('.', name->rfind('/') + 1) != std::string::npos;
    bool const page =
        name->empty() || (!names_a_file && head[Field::accept].find("text/html") != std::string_view::npos);
    if (page) file = fallback;
  }
  if (file == nullptr) return {};
  auto const accepted = head[Field::accept_encoding];
  Variant const* variant = &file->plain;
  if (file->brotli.body && accepts_encoding(accepted, "br")) {
    variant = &file->brotli;
  } else if (file->gzip.body && accepts_encoding(accepted, "gzip")) {
    variant = &file->gzip;
  }
  Answer answer;
  answer.content_type = file->content_type;
  answer.shared_body = variant->body;
  answer.etag = variant->etag;
  answer.headers = variant->headers;
  answer.cacheable = true;
  return answer;
}

}  // namespace weft::http
