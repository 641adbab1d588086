// byte_source.h - the bytes of one file in pieces, with zstd and gzip taken off on the way.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace weft::connectors {

/// Whether a file that begins so is a workbook of a spreadsheet program (.xlsx, .ods, .xls), which no mapping reads.
bool is_workbook(std::string_view beginning);

/// One file, read once from its start. What it is packed with is told by its first bytes, never by its name. Memory:
/// two buffers of 256 KiB, and for zstd its window (128 MiB at most; more is refused).
class ByteSource {
 public:
  /// Errors: connectors.file_missing (detail: the path and the system's words).
  static base::Result<std::unique_ptr<ByteSource>> open(std::filesystem::path const& path);
  ~ByteSource();

  /// The next piece, valid until the next call; empty at the end. Errors: connectors.broken_archive, file_missing.
  base::Result<std::string_view> next();
  /// Bytes of the file itself (packed) taken so far: what progress is measured in.
  [[nodiscard]] std::int64_t bytes_done() const;
  /// SHA-256 over the file itself; whole once next() gave its empty piece.
  [[nodiscard]] std::string digest() const;

 private:
  struct State;
  explicit ByteSource(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace weft::connectors
