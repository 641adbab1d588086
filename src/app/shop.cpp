// shop.cpp - which module gets what, what starts before what, and what ends after what.
#include "app/shop.h"

#include <fmt/format.h>

#include "app/doors.h"
#include "app/room.h"
#include "app/system_doors.h"
#include "app/upkeep.h"
#include "org/org.h"
#include "platform/auth/auth.h"
#include "platform/telemetry/telemetry.h"

namespace weft::app {

/// What runs. Members end in the reverse of this order: the door first, the feed that caches lean on last.
struct Shop::Parts {
  Parts(pg::Pool& pool, base::Clock const& clock)
      : sequencer{pool, clock},
        feed{pool},
        runner{pool, clock, {.may_work = [this] { return !database_room || database_room->left(); }}},
        insights{pool, feed} {}

  std::unique_ptr<Room> database_room;  // only where the database is on this disk
  std::unique_ptr<Room> spool_room;
  std::chrono::steady_clock::time_point made_room_at{};
  outbox::Sequencer sequencer;
  outbox::Feed feed;
  jobs::Runner runner;
  insights::Insights insights;
  telemetry::HealthChecks health;
  std::shared_ptr<outbox::Streams> streams;
  std::unique_ptr<http::Authenticator> authenticator;
  std::unique_ptr<http::Server> server;
};

Shop::Shop(Database& database, Place place) : database_{database}, place_{std::move(place)} {}

Shop::~Shop() { close(); }

base::Result<std::unique_ptr<Shop>> Shop::put_together(Database& database, Place const& place) {
  std::unique_ptr<Shop> shop{new Shop{database, place}};
  auto connectors = connectors::Connectors::open(
      {.spool_dir = place.data_dir / "spool", .mappings_dir = place.data_dir / "mappings"});
  if (!connectors) return std::move(connectors).error();
  shop->connectors_ = std::move(*connectors);
  shop->parts_ = std::make_unique<Parts>(database.pool(), shop->clock_);
  auto& parts = *shop->parts_;
  shop->connectors_->add_jobs(parts.runner);
  outbox::register_archive(parts.runner, {.folder = place.data_dir / "archive"});
  add_upkeep(parts.runner);
  return shop;
}

insights::Insights& Shop::insights() { return parts_->insights; }

void Shop::work() {
  parts_->feed.start();
  parts_->sequencer.start();
  parts_->runner.start();
}

void Shop::look_for_work() { parts_->runner.look(); }

base::Result<std::uint16_t> Shop::serve(ServeOptions const& options) {
  if (options.test_clock && options.production) {
    return base::Error{kTestClockInProduction, "--test-clock and --production exclude each other."};
  }
  auto& parts = *parts_;
  pg::transact(database_.pool(), pg::in(std::chrono::seconds{30}),
               [&](pg::Tx& tx) { org::renew_scopes(tx, clock_.now()); });
  parts.authenticator = auth::make_authenticator(parts.feed);
  auto doors = doors_of({.pool = database_.pool(),
                         .feed = parts.feed,
                         .connectors = *connectors_,
                         .insights = parts.insights,
                         .health = parts.health,
                         .openapi = [&parts] { return parts.server->router().openapi(); },
                         .secure_cookie = !options.tls_certificate.empty()});
  parts.streams = std::move(doors.streams);
  if (options.test_clock) mount_test_clock(doors.router, clock_);
  if (!options.web_dir.empty()) doors.router.files("/", options.web_dir, "index.html");
  parts.health.add("database", [this] {
    auto connection = database_.pool().borrow(pg::in(std::chrono::milliseconds{500}));
    connection->run_script("SELECT 1", pg::in(std::chrono::milliseconds{500}));
    return telemetry::Health{};
  });
  watch_disk(options);
  parts.health.add("events", [&parts] {
    auto const age = parts.feed.staleness();
    return telemetry::Health{.ok = age < std::chrono::seconds{10},
                             .detail = fmt::format("last pass of the sequencer seen {} ms ago", age.count())};
  });
  parts.server = std::make_unique<http::Server>(
      http::ServerOptions{.address = options.address,
                          .port = options.port,
                          .workers = options.workers,
                          .cors_origins = options.cors_origins,
                          .tls_certificate = options.tls_certificate,
                          .tls_key = options.tls_key,
                          .spool_dir = place_.data_dir / "spool",
                          .room_to_write = room_to_write(),
                          .room_to_spool = [&parts] { return parts.spool_room->left(); }},
      std::move(doors.router), database_.pool(), clock_, *parts.authenticator);
  work();
  parts.insights.start();
  try {
    parts.server->start();
  } catch (http::AddressTaken const& error) {
    return base::Error{kAddressTaken, fmt::format("{}:{}: {}", options.address, options.port, error.what())};
  } catch (std::runtime_error const& error) {
    return base::Error{kCannotServe, error.what()};
  }
  return parts.server->port();
}

/// The disks that this server writes to, and what it says of them.
void Shop::watch_disk(ServeOptions const& options) {
  auto& parts = *parts_;
  auto const reserve = options.disk_reserve_mb << 20;
  parts.spool_room = std::make_unique<Room>(place_.data_dir / "spool", reserve);
  if (place_.database_url.empty()) parts.database_room = std::make_unique<Room>(place_.data_dir / "postgres", reserve);
  parts.health.add("disk", [&parts] {
    for (auto const* room : {parts.database_room.get(), parts.spool_room.get()}) {
      if (room != nullptr && !room->left()) {
        return telemetry::Health{.ok = false, .detail = "writes are refused: " + room->text(), .needed = false};
      }
    }
    return telemetry::Health{.ok = true, .detail = parts.spool_room->text()};
  });
}

std::function<bool()> Shop::room_to_write() const {
  return [&parts = *parts_] { return !parts.database_room || parts.database_room->left(); };
}

void Shop::tend() {
  database_.tend();
  auto& parts = *parts_;
  constexpr std::chrono::minutes kBetween{1};
  auto const now = std::chrono::steady_clock::now();
  if (!parts.database_room || parts.database_room->left() || now - parts.made_room_at < kBetween) return;
  parts.made_room_at = now;
  database_.make_room();
}

void Shop::close() {
  if (!parts_) return;
  auto& parts = *parts_;
  if (parts.server) parts.server->drain();
  if (parts.server) parts.server->stop();
  parts.streams.reset();
  parts.insights.stop();
  parts.runner.stop();
  parts.sequencer.stop();
  parts.feed.stop();
}

}  // namespace weft::app
