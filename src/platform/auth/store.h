// store.h - the tables of auth as its other files see them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/auth/auth.h"
#include "platform/auth/lockout.h"

namespace weft::auth {

struct PersonKind {
  static constexpr std::string_view kPrefix = "stf";
};
using PersonId = base::Id<PersonKind>;
struct SessionKind {
  static constexpr std::string_view kPrefix = "ses";
};
using SessionId = base::Id<SessionKind>;

namespace store {

/// A person as a request knows them.
struct Person {
  PersonId id;
  std::string display_name;
  std::string email;
  std::string role;
  std::vector<std::string> scopes;
  bool active{};
};

// ---- People
// -----------------------------------------------------------------------------------------------------------
/// False if somebody else has claimed the address.
bool claim_email(pg::Tx& tx, std::string_view email, PersonId id);
void give_up_email(pg::Tx& tx, std::string_view email);
void insert_person(pg::Tx& tx, NewPerson const& person, base::Instant now);
std::optional<Person> lock_person(pg::Tx& tx, PersonId id);
void update_person(pg::Tx& tx, Person const& person);
/// Of everybody in that role; whose were others.
std::vector<base::Uuid> update_scopes(pg::Tx& tx, std::string_view role, std::vector<std::string> const& scopes);
void put_password(pg::Tx& tx, PersonId id, std::string_view hash, base::Instant now);

// ---- Signing in
// -------------------------------------------------------------------------------------------------------
struct Account {
  Person person;
  std::optional<std::string> password_hash;
};
std::optional<Account> find_account(pg::Tx& tx, std::string_view email);
Failures failures_of(pg::Tx& tx, std::string_view subject);
/// Counts one more; those older than `forget_before` no longer count.
void count_failure(pg::Tx& tx, std::string_view subject, base::Instant now, base::Instant forget_before);
void clear_failures(pg::Tx& tx, std::string_view subject);

// ---- Sessions
// ---------------------------------------------------------------------------------------------------------
struct Session {
  SessionId id;
  base::Instant created_at;
  base::Instant last_seen_at;
  Person person;
};
void insert_session(pg::Tx& tx, std::string_view token_hash, SessionId id, PersonId person, base::Instant now);
std::optional<Session> find_session(pg::Connection& connection, std::string_view token_hash);
std::optional<Session> find_session(pg::Tx& tx, std::string_view token_hash);
void touch_session(pg::Connection& connection, std::string_view token_hash, base::Instant now);
std::optional<SessionId> delete_session(pg::Tx& tx, std::string_view token_hash);
std::vector<SessionId> delete_sessions_of(pg::Tx& tx, PersonId person);
void delete_every_session(pg::Tx& tx);
/// Removes sessions not seen since `before`, and failures that no longer count.
void delete_old(pg::Tx& tx, base::Instant before);

// ---- Keys
// -------------------------------------------------------------------------------------------------------------
struct Key {
  KeyView view;
  std::string secret_hash;
};
bool claim_key_name(pg::Tx& tx, std::string_view name, KeyId id);
void give_up_key_name(pg::Tx& tx, std::string_view name);
void insert_key(pg::Tx& tx, KeyId id, NewKey const& key, std::string_view secret_hash, std::string_view created_by,
                base::Instant now);
std::optional<Key> find_key(pg::Connection& connection, KeyId id);
std::optional<Key> lock_key(pg::Tx& tx, KeyId id);
void touch_key(pg::Connection& connection, KeyId id, base::Instant now);
void revoke(pg::Tx& tx, KeyId id, base::Instant now);
base::Result<base::Page<KeyView>> list_keys(pg::Tx& tx, std::optional<std::string> const& cursor, std::int64_t limit);

}  // namespace store
}  // namespace weft::auth
