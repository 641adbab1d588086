// csv_file.cpp - a CSV file in pieces of a megabyte.
#include <cerrno>
#include <system_error>

#include "app/retailer/files.h"

namespace weft::retailer {

CsvFile::CsvFile(std::filesystem::path path, char delimiter, std::string_view header)
    : path_{std::move(path)}, delimiter_{delimiter}, file_{std::fopen(path_.c_str(), "wbe")} {
  if (file_ == nullptr) throw std::system_error{errno, std::generic_category(), path_.string()};
  text_.reserve(kPiece + 4'096);
  text_.append(header).push_back('\n');
}

CsvFile::~CsvFile() {
  if (file_ != nullptr) std::fclose(file_);
}

void CsvFile::text(std::string_view value) {
  if (value.find_first_of("\"\r\n") == std::string_view::npos && value.find(delimiter_) == std::string_view::npos) {
    text_.append(value);
    return;
  }
  text_.push_back('"');
  for (auto const c : value) {
    if (c == '"') text_.push_back('"');
    text_.push_back(c);
  }
  text_.push_back('"');
}

void CsvFile::write() {
  if (std::fwrite(text_.data(), 1, text_.size(), file_) != text_.size())
    throw std::system_error{errno, std::generic_category(), path_.string()};
  text_.clear();
}

void CsvFile::close() {
  write();
  auto* const file = std::exchange(file_, nullptr);
  if (std::fclose(file) != 0) throw std::system_error{errno, std::generic_category(), path_.string()};
}

}  // namespace weft::retailer
