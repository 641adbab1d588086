// files.h - CSV files written in large pieces, and the files that make up the retailer.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "app/retailer/purchases.h"
#include "app/retailer/retailer.h"

namespace weft::retailer {

/// One CSV file on its way to the disk. What cannot be written throws std::system_error, whose text names the file.
class CsvFile {
 public:
  /// Opens the file anew and writes the header, whose names are given with the delimiter between them.
  CsvFile(std::filesystem::path path, char delimiter, std::string_view header);
  ~CsvFile();
  CsvFile(CsvFile&&) = delete;

  /// One row; texts are quoted where they must be, all else is written as fmt writes it.
  template <class... Fields>
  void row(Fields const&... fields) {
    bool first = true;
    ((first ? void(first = false) : text_.push_back(delimiter_), field(fields)), ...);
    text_.push_back('\n');
    if (text_.size() > kPiece) write();
  }
  /// Writes what is left and closes; without it the file is not whole.
  void close();

 private:
  static constexpr std::size_t kPiece = 1U << 20U;

  template <class Field>
  void field(Field const& value) {
    if constexpr (std::is_convertible_v<Field, std::string_view>) {
      text(value);
    } else {
      fmt::format_to(std::back_inserter(text_), "{}", value);
    }
  }
  void text(std::string_view value);
  void write();

  std::filesystem::path path_;
  char delimiter_;
  std::FILE* file_;
  std::string text_;
};

/// All that the files tell.
struct Retailer {
  People people;
  Records records;
  std::vector<Model> models;
  Sales sales;
  Wish wish;
};

/// The ids that the systems use, each in a form of its own.
std::string record_id(Record const& record);
std::string order_number(Order const& order);
/// Cents as "12.34".
std::string decimal(std::int64_t minor);

void write_customers(Retailer const& retailer, std::filesystem::path const& folder, MadeUp& made);
void write_orders(Retailer const& retailer, std::filesystem::path const& folder, MadeUp& made);
void write_returns(Retailer const& retailer, std::filesystem::path const& folder, MadeUp& made);
void write_places(Retailer const& retailer, std::filesystem::path const& folder);
void write_truth(Retailer const& retailer, std::filesystem::path const& folder);

}  // namespace weft::retailer
