// lease.cpp - which process holds a duty.
#include "platform/pg/lease.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "platform/telemetry/telemetry.h"

namespace weft::pg {
namespace {

using std::chrono::steady_clock;

std::string own_name() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return fmt::format("{}:{}", host.data(), ::getpid());
}

/// At least a second, so that a very short lease still gets an answer from a busy server.
Deadline answer_by(std::chrono::milliseconds ttl) { return in(std::max(ttl, std::chrono::milliseconds{1'000})); }

}  // namespace

Lease::Lease(Pool& pool, std::string name, std::chrono::milliseconds ttl)
    : pool_{pool}, name_{std::move(name)}, ttl_{ttl} {}

bool Lease::keep() {
  bool const held_before = held_;
  try {
    held_ = held_before ? renew() : acquire();
  } catch (DatabaseError const&) {
    held_ = false;
    throw;
  }
  if (held_ != held_before) {
    telemetry::info(held_ ? "lease taken" : "lease lost", {{"lease", name_}, {"epoch", epoch_.load()}});
  }
  return held_;
}

// A renewal changes no key column, so it passes beside the KEY SHARE locks of guard(): a long transaction of the
// holder never makes it look dead.
constexpr Query kRenew{"pg.renew_lease", R"sql(
  UPDATE platform.lease SET renewals = renewals + 1 WHERE name = $1 AND epoch = $2 AND holder <> '')sql"};

bool Lease::renew() {
  auto connection = pool_.borrow(answer_by(ttl_));
  auto const renewed = connection->execute(kRenew, Params::of(name_, epoch_.load()), answer_by(ttl_));
  seen_epoch_ = -1;
  return renewed.affected() == 1;
}

constexpr Query kLook{"pg.look_at_lease", "SELECT epoch, renewals, holder FROM platform.lease WHERE name = $1"};

bool Lease::acquire() {
  auto connection = pool_.borrow(answer_by(ttl_));
  auto const rows = connection->execute(kLook, Params::of(name_), answer_by(ttl_));
  if (rows.empty()) return create(*connection);
  auto const row = rows.one();
  auto const epoch = row.get<std::int64_t>("epoch");
  auto const renewals = row.get<std::int64_t>("renewals");
  bool const given_up = row.get<std::string_view>("holder").empty();
  if (!given_up && (epoch != seen_epoch_ || renewals != seen_renewals_)) {
    seen_epoch_ = epoch;
    seen_renewals_ = renewals;
    seen_at_ = steady_clock::now();
    return false;
  }
  if (!given_up && steady_clock::now() - seen_at_ < ttl_) return false;
  return take_over(*connection, epoch, renewals);
}

constexpr Query kCreate{"pg.create_lease", R"sql(
  INSERT INTO platform.lease (name, epoch, renewals, holder) VALUES ($1, 1, 0, $2) ON CONFLICT DO NOTHING)sql"};

bool Lease::create(Connection& connection) {
  if (connection.execute(kCreate, Params::of(name_, own_name()), answer_by(ttl_)).affected() == 0) return false;
  epoch_ = 1;
  return true;
}

// FOR UPDATE waits until every transaction that passed guard() has ended: what the last holder wrote is then either
// committed or gone, and nothing of it can follow.
constexpr Query kLockLease{"pg.lock_lease", R"sql(
  SELECT epoch, renewals FROM platform.lease WHERE name = $1 FOR UPDATE)sql"};
constexpr Query kTake{"pg.take_lease", R"sql(
  UPDATE platform.lease SET epoch = epoch + 1, renewals = renewals + 1, holder = $2 WHERE name = $1)sql"};

bool Lease::take_over(Connection& connection, std::int64_t epoch, std::int64_t renewals) {
  try {
    Tx tx{connection, answer_by(ttl_)};
    auto const locked = tx.run(kLockLease, name_);
    if (locked.empty()) return false;
    auto const row = locked.one();
    if (row.get<std::int64_t>("epoch") != epoch || row.get<std::int64_t>("renewals") != renewals) return false;
    tx.defer(kTake, name_, own_name());
    tx.commit();
  } catch (DatabaseError const& error) {
    if (error.sqlstate() != "57014") throw;
    end_guarded(connection, epoch, renewals);
    return false;
  }
  epoch_ = epoch + 1;
  return true;
}

// Who holds the row: a lone locker's transaction id stands in the row's xmax. That it is a locker of this very table
// keeps a chance equality from hitting another.
constexpr Query kEndGuarded{"pg.end_guarded", R"sql(
  SELECT pg_terminate_backend(held.pid), held.pid
  FROM platform.lease duty JOIN pg_locks held ON held.transactionid = duty.xmax AND held.granted
  WHERE duty.name = $1 AND duty.epoch = $2 AND duty.renewals = $3 AND held.locktype = 'transactionid'
    AND EXISTS (SELECT FROM pg_locks t WHERE t.pid = held.pid AND t.relation = 'platform.lease'::regclass))sql"};
// Where several share it, xmax is the number of their group.
constexpr Query kEndGuardedTogether{"pg.end_guarded_together", R"sql(
  SELECT pg_terminate_backend(held.pid), held.pid
  FROM platform.lease duty CROSS JOIN LATERAL pg_get_multixact_members(duty.xmax) AS member
  JOIN pg_locks held ON held.transactionid = member.xid AND held.granted
  WHERE duty.name = $1 AND duty.epoch = $2 AND duty.renewals = $3 AND held.locktype = 'transactionid'
    AND EXISTS (SELECT FROM pg_locks t WHERE t.pid = held.pid AND t.relation = 'platform.lease'::regclass))sql"};

/// Ends the transactions that the last holder left open and does not end itself.
void Lease::end_guarded(Connection& connection, std::int64_t epoch, std::int64_t renewals) {
  auto const params = Params::of(name_, epoch, renewals);
  auto ended = connection.execute(kEndGuarded, params, answer_by(ttl_));
  if (ended.empty()) {
    try {
      ended = connection.execute(kEndGuardedTogether, params, answer_by(ttl_));
    } catch (DatabaseError const& error) {
      if (error.connection_lost()) throw;  // else no such group: who held it has just let go
      return;
    }
  }
  for (auto const& row : ended) {
    telemetry::warning("the last holder of a lease stands still inside a transaction, which was ended",
                       {{"lease", name_}, {"epoch", epoch}, {"backend", row.get<std::int32_t>("pid")}});
  }
}

constexpr Query kGuard{"pg.guard_lease", R"sql(
  SELECT epoch FROM platform.lease WHERE name = $1 AND holder <> '' FOR KEY SHARE)sql"};

bool Lease::guard(Tx& tx) const {
  if (!held_) return false;
  auto const rows = tx.run(kGuard, name_);
  return !rows.empty() && rows.one().get<std::int64_t>(0) == epoch_;
}

constexpr Query kRelease{"pg.release_lease", R"sql(
  UPDATE platform.lease SET holder = '', renewals = renewals + 1 WHERE name = $1 AND epoch = $2)sql"};

void Lease::release() {
  if (!held_) return;
  held_ = false;
  auto connection = pool_.borrow(answer_by(ttl_));
  // As in take_over: after it no transaction of this epoch may follow.
  Tx tx{*connection, answer_by(ttl_)};
  tx.run(kLockLease, name_);
  tx.defer(kRelease, name_, epoch_.load());
  tx.commit();
}

namespace {

// A backup is older than what ran after it: the leap passes every epoch that was given out in between.
constexpr Query kVoidLeases{"pg.void_leases", R"sql(
  UPDATE platform.lease SET epoch = epoch + 1000000, renewals = 0, holder = '')sql"};

}  // namespace

void void_leases(Tx& tx) { tx.defer(kVoidLeases); }

}  // namespace weft::pg
