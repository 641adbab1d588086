// people.cpp - what org asks of auth: people, their e-mail claims, passwords and scopes; and the keys of programs.
#include <algorithm>

#include "platform/auth/auth.h"
#include "platform/auth/email.h"
#include "platform/auth/password.h"
#include "platform/auth/store.h"
#include "platform/auth/token.h"
#include "platform/json/json.h"

namespace weft::auth {
namespace {

void emit_changed(pg::Tx& tx, base::Uuid const& principal, base::Instant now) {
  outbox::emit(tx, {.topic = "auth.principal_changed", .key = principal.text()}, now);
}

void end_sessions(pg::Tx& tx, PersonId id, base::Instant now) {
  std::vector<outbox::Event> events;
  for (auto const session : store::delete_sessions_of(tx, id)) {
    events.push_back({.topic = "auth.session_revoked", .key = session.text()});
  }
  outbox::emit_all(tx, events, now);
}

base::Error not_found(base::Uuid const& principal) {
  return base::Error{kPrincipalNotFound, PersonId{principal}.text()};
}

}  // namespace

std::string normal_email(std::string_view email) {
  while (!email.empty() && email.front() == ' ') email.remove_prefix(1);
  while (!email.empty() && email.back() == ' ') email.remove_suffix(1);
  std::string out{email};
  std::transform(out.begin(), out.end(), out.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return out;
}

base::Result<void> add_person(pg::Tx& tx, NewPerson const& person, base::Instant now) {
  // The claim's row points at the person, so that one comes first; a claim that is lost rolls it back with all else.
  store::insert_person(tx, person, now);
  if (!store::claim_email(tx, normal_email(person.email), PersonId{person.principal})) {
    return base::Error{kEmailTaken, "Choose another e-mail address."};
  }
  return {};
}

base::Result<void> set_scopes(pg::Tx& tx, base::Uuid const& principal, std::string_view role,
                              std::vector<std::string> const& scopes, base::Instant now) {
  auto person = store::lock_person(tx, PersonId{principal});
  if (!person) return not_found(principal);
  person->role = role;
  person->scopes = scopes;
  store::update_person(tx, *person);
  emit_changed(tx, principal, now);
  return {};
}

std::int64_t renew_scopes(pg::Tx& tx, std::string_view role, std::vector<std::string> const& scopes,
                          base::Instant now) {
  auto const changed = store::update_scopes(tx, role, scopes);
  for (auto const& principal : changed) emit_changed(tx, principal, now);
  return static_cast<std::int64_t>(changed.size());
}

base::Result<void> set_display_name(pg::Tx& tx, base::Uuid const& principal, std::string_view display_name,
                                    base::Instant now) {
  auto person = store::lock_person(tx, PersonId{principal});
  if (!person) return not_found(principal);
  person->display_name = display_name;
  store::update_person(tx, *person);
  emit_changed(tx, principal, now);
  return {};
}

base::Result<void> set_email(pg::Tx& tx, base::Uuid const& principal, std::string_view email, base::Instant now) {
  auto person = store::lock_person(tx, PersonId{principal});
  if (!person) return not_found(principal);
  auto const before = normal_email(person->email);
  auto const after = normal_email(email);
  if (before != after) {
    if (!store::claim_email(tx, after, PersonId{principal})) {
      return base::Error{kEmailTaken, "Choose another e-mail address."};
    }
    store::give_up_email(tx, before);
  }
  person->email = email;
  store::update_person(tx, *person);
  emit_changed(tx, principal, now);
  return {};
}

base::Result<void> set_active(pg::Tx& tx, base::Uuid const& principal, bool active, base::Instant now) {
  auto person = store::lock_person(tx, PersonId{principal});
  if (!person) return not_found(principal);
  person->active = active;
  store::update_person(tx, *person);
  if (!active) end_sessions(tx, PersonId{principal}, now);
  emit_changed(tx, principal, now);
  return {};
}

base::Result<void> set_password(pg::Tx& tx, base::Uuid const& principal, std::string_view password, base::Instant now) {
  auto const person = store::lock_person(tx, PersonId{principal});
  if (!person) return not_found(principal);
  if (auto judged = judge_password(password, {person->display_name, person->email}); !judged) return judged;
  store::put_password(tx, PersonId{principal}, hash_password(password), now);
  end_sessions(tx, PersonId{principal}, now);
  emit_changed(tx, principal, now);
  return {};
}

// ---- Keys
// -------------------------------------------------------------------------------------------------------------

base::Result<MadeKey> make_key(pg::Tx& tx, NewKey const& key, history::Actor const& actor, base::Instant now) {
  auto const id = KeyId::make(now);
  auto const secret = random_token();
  if (!store::claim_key_name(tx, key.name, id)) return base::Error{kKeyNameTaken, key.name};
  store::insert_key(tx, id, key, hash_of(secret), actor.principal, now);
  std::string after = R"({"name":)";
  json::encode_string(after, key.name);
  after += R"(,"scopes":)" + json::encode(key.scopes);
  if (key.source) after += R"(,"source":)" + json::encode(*key.source);
  if (key.channel) after += R"(,"channel":)" + json::encode(*key.channel);
  history::record(tx, actor,
                  {.subject_kind = "api_key", .subject_id = id.text(), .action = "auth.key_made", .after = after + '}'},
                  now);
  return MadeKey{id, key_text(id, secret)};
}

base::Result<void> revoke_key(pg::Tx& tx, KeyId id, history::Actor const& actor, base::Instant now) {
  auto const key = store::lock_key(tx, id);
  if (!key) return base::Error{kKeyNotFound, id.text()};
  if (key->view.revoked_at) return {};
  store::revoke(tx, id, now);
  store::give_up_key_name(tx, key->view.name);
  outbox::emit(tx, {.topic = "auth.key_revoked", .key = id.text()}, now);
  history::record(tx, actor,
                  {.subject_kind = "api_key",
                   .subject_id = id.text(),
                   .action = "auth.key_revoked",
                   .before = R"({"revoked":false})",
                   .after = R"({"revoked":true})"},
                  now);
  return {};
}

void forget_every_session(pg::Tx& tx) { store::delete_every_session(tx); }

}  // namespace weft::auth
