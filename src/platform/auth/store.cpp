// store.cpp - the only SQL of auth: people, their passwords, sessions and failures to sign in.
#include "platform/auth/store.h"

namespace weft::auth::store {
namespace {

constexpr pg::Query kClaimEmail{"auth.claim_email", R"sql(
  INSERT INTO auth.email (email, principal_id) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING RETURNING email)sql"};

}  // namespace

bool claim_email(pg::Tx& tx, std::string_view email, PersonId id) { return !tx.run(kClaimEmail, email, id).empty(); }

namespace {

constexpr pg::Query kGiveUpEmail{"auth.give_up_email", R"sql(DELETE FROM auth.email WHERE email = $1)sql"};

}  // namespace

void give_up_email(pg::Tx& tx, std::string_view email) { tx.defer(kGiveUpEmail, email); }

namespace {

constexpr pg::Query kInsertPerson{"auth.insert_person", R"sql(
  INSERT INTO auth.principal (principal_id, display_name, email, role, scopes, created_at)
  VALUES ($1, $2, $3, $4, $5, $6))sql"};

}  // namespace

void insert_person(pg::Tx& tx, NewPerson const& person, base::Instant now) {
  tx.run(kInsertPerson, person.principal, person.display_name, person.email, person.role, person.scopes, now);
}

namespace {

constexpr pg::Query kLockPerson{"auth.lock_person", R"sql(
  SELECT principal_id, display_name, email, role, scopes, active
  FROM auth.principal WHERE principal_id = $1 FOR UPDATE)sql"};

Person person_of(pg::Row const& row) {
  return {.id = row.get<PersonId>("principal_id"),
          .display_name = row.get<std::string>("display_name"),
          .email = row.get<std::string>("email"),
          .role = row.get<std::string>("role"),
          .scopes = row.get<std::vector<std::string>>("scopes"),
          .active = row.get<bool>("active")};
}

}  // namespace

std::optional<Person> lock_person(pg::Tx& tx, PersonId id) {
  auto const rows = tx.run(kLockPerson, id);
  if (rows.empty()) return {};
  return person_of(rows[0]);
}

namespace {

constexpr pg::Query kUpdatePerson{"auth.update_person", R"sql(
  UPDATE auth.principal SET display_name = $2, email = $3, role = $4, scopes = $5, active = $6
  WHERE principal_id = $1)sql"};

}  // namespace

void update_person(pg::Tx& tx, Person const& person) {
  tx.defer(kUpdatePerson, person.id, person.display_name, person.email, person.role, person.scopes, person.active);
}

namespace {

constexpr pg::Query kUpdateScopes{"auth.update_scopes", R"sql(
  UPDATE auth.principal SET scopes = $2 WHERE role = $1 AND scopes <> $2 RETURNING principal_id)sql"};

}  // namespace

std::vector<base::Uuid> update_scopes(pg::Tx& tx, std::string_view role, std::vector<std::string> const& scopes) {
  std::vector<base::Uuid> out;
  auto const rows = tx.run(kUpdateScopes, role, scopes);
  for (auto const row : rows) out.push_back(row.get<base::Uuid>(0));
  return out;
}

namespace {

constexpr pg::Query kPutPassword{"auth.put_password", R"sql(
  INSERT INTO auth.password (principal_id, hash, set_at) VALUES ($1, $2, $3)
  ON CONFLICT (principal_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at)sql"};

}  // namespace

void put_password(pg::Tx& tx, PersonId id, std::string_view hash, base::Instant now) {
  tx.defer(kPutPassword, id, hash, now);
}

namespace {

constexpr pg::Query kFindAccount{"auth.find_account", R"sql(
  SELECT person.principal_id, display_name, person.email, role, scopes, active, hash
  FROM auth.email AS claim
  JOIN auth.principal AS person ON person.principal_id = claim.principal_id
  LEFT JOIN auth.password AS password ON password.principal_id = claim.principal_id
  WHERE claim.email = $1)sql"};

}  // namespace

std::optional<Account> find_account(pg::Tx& tx, std::string_view email) {
  auto const rows = tx.run(kFindAccount, email);
  if (rows.empty()) return {};
  return Account{person_of(rows[0]), rows[0].get<std::optional<std::string>>("hash")};
}

namespace {

constexpr pg::Query kFailuresOf{"auth.failures_of", R"sql(
  SELECT failures, last_failed_at FROM auth.attempt WHERE subject = $1)sql"};

}  // namespace

Failures failures_of(pg::Tx& tx, std::string_view subject) {
  auto const rows = tx.run(kFailuresOf, subject);
  if (rows.empty()) return {};
  return {rows[0].get<std::int32_t>(0), rows[0].get<base::Instant>(1)};
}

namespace {

constexpr pg::Query kCountFailure{"auth.count_failure", R"sql(
  INSERT INTO auth.attempt AS attempt (subject, failures, last_failed_at) VALUES ($1, 1, $2)
  ON CONFLICT (subject) DO UPDATE
  SET failures = CASE WHEN attempt.last_failed_at <= $3 THEN 1 ELSE attempt.failures + 1 END,
      last_failed_at = greatest(attempt.last_failed_at, excluded.last_failed_at))sql"};

}  // namespace

void count_failure(pg::Tx& tx, std::string_view subject, base::Instant now, base::Instant forget_before) {
  tx.defer(kCountFailure, subject, now, forget_before);
}

namespace {

constexpr pg::Query kClearFailures{"auth.clear_failures", R"sql(DELETE FROM auth.attempt WHERE subject = $1)sql"};

}  // namespace

void clear_failures(pg::Tx& tx, std::string_view subject) { tx.defer(kClearFailures, subject); }

// ---- Sessions
// ---------------------------------------------------------------------------------------------------------
namespace {

constexpr pg::Query kInsertSession{"auth.insert_session", R"sql(
  INSERT INTO auth.session (token_hash, session_id, principal_id, created_at, last_seen_at)
  VALUES ($1, $2, $3, $4, $4))sql"};

}  // namespace

void insert_session(pg::Tx& tx, std::string_view token_hash, SessionId id, PersonId person, base::Instant now) {
  tx.defer(kInsertSession, pg::Bytes{token_hash}, id, person, now);
}

namespace {

constexpr pg::Query kFindSession{"auth.find_session", R"sql(
  SELECT session_id, session.created_at, last_seen_at, person.principal_id, display_name, email, role, scopes, active
  FROM auth.session AS session
  JOIN auth.principal AS person ON person.principal_id = session.principal_id
  WHERE token_hash = $1)sql"};

std::optional<Session> session_of(pg::Rows const& rows) {
  if (rows.empty()) return {};
  auto const row = rows[0];
  return Session{row.get<SessionId>("session_id"), row.get<base::Instant>("created_at"),
                 row.get<base::Instant>("last_seen_at"), person_of(row)};
}

}  // namespace

std::optional<Session> find_session(pg::Connection& connection, std::string_view token_hash) {
  return session_of(connection.run(kFindSession, pg::Bytes{token_hash}));
}
std::optional<Session> find_session(pg::Tx& tx, std::string_view token_hash) {
  return session_of(tx.run(kFindSession, pg::Bytes{token_hash}));
}

namespace {

constexpr pg::Query kTouchSession{"auth.touch_session", R"sql(
  UPDATE auth.session SET last_seen_at = greatest(last_seen_at, $2) WHERE token_hash = $1)sql"};

}  // namespace

void touch_session(pg::Connection& connection, std::string_view token_hash, base::Instant now) {
  connection.run(kTouchSession, pg::Bytes{token_hash}, now);
}

namespace {

constexpr pg::Query kDeleteSession{"auth.delete_session", R"sql(
  DELETE FROM auth.session WHERE token_hash = $1 RETURNING session_id)sql"};

}  // namespace

std::optional<SessionId> delete_session(pg::Tx& tx, std::string_view token_hash) {
  auto const rows = tx.run(kDeleteSession, pg::Bytes{token_hash});
  if (rows.empty()) return {};
  return rows[0].get<SessionId>(0);
}

namespace {

constexpr pg::Query kDeleteEverySession{"auth.delete_every_session", "DELETE FROM auth.session"};

}  // namespace

void delete_every_session(pg::Tx& tx) { tx.defer(kDeleteEverySession); }

namespace {

constexpr pg::Query kDeleteSessionsOf{"auth.delete_sessions_of", R"sql(
  DELETE FROM auth.session WHERE principal_id = $1 RETURNING session_id)sql"};

}  // namespace

std::vector<SessionId> delete_sessions_of(pg::Tx& tx, PersonId person) {
  std::vector<SessionId> ids;
  auto const rows = tx.run(kDeleteSessionsOf, person);
  for (auto const row : rows) ids.push_back(row.get<SessionId>(0));
  return ids;
}

namespace {

constexpr pg::Query kDeleteOldSessions{"auth.delete_old_sessions", R"sql(
  DELETE FROM auth.session WHERE last_seen_at < $1)sql"};
constexpr pg::Query kDeleteOldAttempts{"auth.delete_old_attempts", R"sql(
  DELETE FROM auth.attempt WHERE last_failed_at < $1)sql"};

}  // namespace

void delete_old(pg::Tx& tx, base::Instant before) {
  tx.defer(kDeleteOldSessions, before);
  tx.defer(kDeleteOldAttempts, before);
}

}  // namespace weft::auth::store
