// rows.cpp - the rows a statement gave back.
#include "platform/pg/rows.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <charconv>
#include <stdexcept>

namespace weft::pg {

Rows::Rows(pg_result* result) {
  if (result == nullptr) return;
  result_ = std::shared_ptr<pg_result>{result, [](pg_result* owned) { PQclear(owned); }};
  size_ = static_cast<std::size_t>(PQntuples(result));
}

OnlyRow Rows::one() const {
  if (size_ != 1) throw std::logic_error{fmt::format("a query that promised one row gave {}", size_)};
  return OnlyRow{*this};
}

std::int64_t Rows::affected() const {
  if (!result_) return 0;
  std::string_view const count = PQcmdTuples(result_.get());
  std::int64_t out = 0;
  std::from_chars(count.data(), count.data() + count.size(), out);
  return out;
}

std::string_view Rows::command() const { return result_ ? PQcmdStatus(result_.get()) : ""; }

std::size_t Rows::columns() const { return result_ ? static_cast<std::size_t>(PQnfields(result_.get())) : 0; }

std::size_t Rows::column(std::string_view name) const {
  // Not PQfnumber, which folds case and copies the name.
  for (int at = 0, count = static_cast<int>(columns()); at < count; ++at) {
    if (name == PQfname(result_.get(), at)) return static_cast<std::size_t>(at);
  }
  throw std::logic_error{fmt::format("the query gives no column \"{}\"", name)};
}

std::optional<wire::Value> Rows::value(std::size_t row, std::size_t column) const {
  if (row >= size_ || column >= columns()) {
    throw std::logic_error{
        fmt::format("row {}, column {} asked of {} rows, {} columns", row, column, size_, columns())};
  }
  int const r = static_cast<int>(row);
  int const c = static_cast<int>(column);
  auto const* result = result_.get();
  if (PQgetisnull(result, r, c) != 0) return {};
  return wire::Value{{PQgetvalue(result, r, c), static_cast<std::size_t>(PQgetlength(result, r, c))},
                     PQftype(result, c),
                     PQfformat(result, c) == 1};
}

void Rows::refuse(std::size_t column, bool null) const {
  int const at = static_cast<int>(column);
  throw std::logic_error{
      null ? fmt::format("column \"{}\" is NULL where a value was promised", PQfname(result_.get(), at))
           : fmt::format("column \"{}\" of type {} does not fit the type asked for", PQfname(result_.get(), at),
                         PQftype(result_.get(), at))};
}

void Rows::require_used(std::vector<bool> const& used) const {
  for (std::size_t at = 0; at < used.size(); ++at) {
    if (!used[at]) {
      throw std::logic_error{
          fmt::format("column \"{}\" has no member to go into", PQfname(result_.get(), static_cast<int>(at)))};
    }
  }
}

}  // namespace weft::pg
