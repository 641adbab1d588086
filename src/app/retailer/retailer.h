// retailer.h - a made-up retailer for demonstrations, tests and benches: the files its systems would export, and the
// truth.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace weft::retailer {

inline constexpr base::Reason kBadSize{"retailer.bad_size", base::Code::invalid_argument,
                                       "People are 100 to 1,000,000, orders 2 to 100 for each of them."};
inline constexpr base::Reason kFolderNotEmpty{"retailer.folder_not_empty", base::Code::failed_precondition,
                                              "The folder holds something already; name one that is empty or new."};
inline constexpr base::Reason kCannotWrite{"retailer.cannot_write", base::Code::internal, "A file cannot be written."};

inline constexpr std::uint32_t kPeopleMin = 100;
inline constexpr std::uint32_t kPeopleMax = 1'000'000;
inline constexpr std::uint32_t kOrdersPerPersonMin = 2;
inline constexpr std::uint32_t kOrdersPerPersonMax = 100;
inline constexpr std::uint32_t kOrdersPerPerson = 6;

/// What is wanted. The same wish gives the same bytes on every machine.
struct Wish {
  std::uint32_t people = 20'000;
  std::uint32_t orders = 0;  ///< 0 = kOrdersPerPerson for each of the people
  std::uint64_t seed = 1;
  base::Date first_day{std::chrono::year{2024} / std::chrono::January / 1};  ///< the record spans two years from here
};

struct MadeUp {
  std::uint64_t people{}, records{}, orders{}, order_lines{}, returns{};
  std::vector<std::filesystem::path> files;       ///< customers, orders, tenders and returns: one set for an import
  std::vector<std::filesystem::path> late_files;  ///< receipts of a store that was cut off: a set that comes later
};

/// Makes the retailer up and writes into `folder`, which it makes:
///   customers/  what each of four systems (tills, web shop, app, call centre) knows of its customers
///   sales/      orders, tenders and returns as each system exports them; some returns name no order, or one never seen
///   late/       receipts of four weeks in one store, that was cut off; their returns are in sales/ already
///   stores.csv, staff.csv
///   truth/      whose each record and each order is: for scoring only, never to be imported
/// demo/README.md says what is known about the data. Errors: invalid_argument retailer.bad_size; failed_precondition
/// retailer.folder_not_empty; internal retailer.cannot_write (the detail names the file and why; what was written
/// stays).
base::Result<MadeUp> make_up(Wish const& wish, std::filesystem::path const& folder);

/// How many people made up the retailer in `folder`, by its truth; nothing where there is none.
std::optional<std::uint64_t> people_in_truth(std::filesystem::path const& folder);

}  // namespace weft::retailer
