// shop.h - one running Weft: every module put together behind one door. The composition root.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "app/config.h"
#include "app/database.h"
#include "base/clock.h"
#include "insights/insights.h"
#include "integration/connectors/connectors.h"
#include "platform/http/http.h"
#include "platform/jobs/jobs.h"
#include "platform/outbox/outbox.h"

namespace weft::app {

inline constexpr base::Reason kTestClockInProduction{"app.test_clock_in_production", base::Code::failed_precondition,
                                                     "A production server does not let anybody move its clock."};
inline constexpr base::Reason kAddressTaken{"app.address_taken", base::Code::conflict,
                                            "Something else listens on that address."};
inline constexpr base::Reason kCannotServe{"app.cannot_serve", base::Code::failed_precondition,
                                           "The door cannot be opened."};
inline constexpr base::Reason kImportFailed{"app.import_failed", base::Code::failed_precondition,
                                            "The import did not finish."};
inline constexpr base::Reason kCannotKeep{"app.cannot_keep_sign_in", base::Code::failed_precondition,
                                          "The demo's sign-in cannot be kept in its folder."};

/// All modules over one database. Threads start with serve() or work(), and end with the shop.
class Shop {
 public:
  /// Errors: connectors.mapping_invalid.
  static base::Result<std::unique_ptr<Shop>> put_together(Database& database, Place const& place);
  ~Shop();

  [[nodiscard]] base::Clock const& clock() const { return clock_; }
  [[nodiscard]] connectors::Connectors& connectors() { return *connectors_; }
  [[nodiscard]] insights::Insights& insights();

  /// Starts sequencer, feed and job workers without a door: for commands that need a job done while no server runs.
  void work();
  /// For who has just committed a job: it begins now and not at the next look.
  void look_for_work();
  /// Opens the door; returns when it is open. Errors: app.address_taken, app.cannot_serve,
  /// app.test_clock_in_production.
  base::Result<std::uint16_t> serve(ServeOptions const& options);
  /// What the server needs now and then from the thread that runs it; called four times a second.
  void tend();
  /// Lets what is in flight finish, then closes everything.
  void close();

 private:
  void watch_disk(ServeOptions const& options);
  [[nodiscard]] std::function<bool()> room_to_write() const;
  struct Parts;
  Shop(Database& database, Place place);

  Database& database_;
  Place place_;
  base::MovableClock clock_;
  std::unique_ptr<connectors::Connectors> connectors_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace weft::app
