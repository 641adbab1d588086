// tellings.h - what stands of a document whose tellings do not all have the same lines; pure.
#pragma once

#include "orders/orders.h"

namespace weft::orders {

/// Two tellings of one document put together.
struct Merged {
  SaleFacts facts;
  std::int64_t vanished{};  ///< lines that were told until now and are not in the newest telling
  bool changed{};           ///< something else stands than what was held
};

/// The newest telling counts (of two of one as_of the arriving one); its lines stand as they are. Lines that only
/// others have stand behind them in order of their keys, each as the last telling that had it gave it, and say when
/// that was. Where the arriving telling wants vanished lines cancelled, each of them has a cancellation of its own. Put
/// together one after another, tellings of different as_of come to the same in whatever order they arrive, so long as
/// all want the same of vanished lines. Lines without a key cannot be told apart: those of the newest telling stand
/// alone. `held` is what such a merge, or a single telling, left behind.
Merged merge_tellings(SaleFacts const& held, SaleFacts const& arriving);

}  // namespace weft::orders
