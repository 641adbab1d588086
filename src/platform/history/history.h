// history.h - who changed what and when, with what stood there before and after; and the one seal for personal values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"
#include "base/page.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
struct Caller;
}  // namespace weft::http

namespace weft::history {

// ---- The seal
// ---------------------------------------------------------------------------------------------------------
/// Personal values as they may stand in history, outbox, stored answers and job arguments. Only seal() makes one, so a
/// plain text cannot slip into a column that is meant for sealed ones.
class Sealed {
 public:
  [[nodiscard]] std::string const& bytes() const { return bytes_; }

 private:
  friend Sealed seal(base::Uuid const& record, std::string_view plaintext);
  explicit Sealed(std::string bytes) : bytes_{std::move(bytes)} {}
  std::string bytes_;
};

/// Seals personal values (a JSON object, as a rule) under the key of the record of a person they are about; the
/// all-zero Uuid stands for staff of the shop. The first byte is the format. Format 0, the only one today: byte 0, the
/// 16 bytes of the record's id, then the text itself, NOT encrypted: the place is there, the keys are not. Later
/// formats encrypt with a key per record kept in a second database, and destroying that key erases every sealed value
/// at once; open() will keep reading format 0.
Sealed seal(base::Uuid const& record, std::string_view plaintext);

/// What a sealed value says; nothing if its key is gone or the bytes are of no known format.
std::optional<std::string> open(std::string_view bytes);

// ---- Changes
// ----------------------------------------------------------------------------------------------------------
/// Who did it: a person, an API key, or the program itself.
struct Actor {
  std::string principal;     ///< "stf_..", "key_.." or "system"
  std::string display_name;  ///< as it was at the time; kept with the change
};
/// The actor behind a request.
Actor actor_of(http::Caller const& caller);
/// The program itself, saying which part of it: "weft import".
Actor system_actor(std::string_view part);

/// One change. `before` and `after` are JSON objects of the fields that differ, without anything personal; empty =
/// there was nothing before (made) or is nothing after (removed). Personal fields go into the sealed twins, which a
/// reader with history.read sees merged into before and after.
struct Change {
  std::string subject_kind;  ///< singular, the domain's word: "staff", "location", "api_key", "order"
  std::string subject_id;    ///< as clients know it: "stf_..", "loc_.."
  std::string action;        ///< module.what_happened: "org.location_renamed"
  std::string before{};
  std::string after{};
  std::optional<Sealed> personal_before{};
  std::optional<Sealed> personal_after{};
};

/// Writes the change with the transaction that makes it (deferred: no round trip of its own). Takes no lock.
void record(pg::Tx& tx, Actor const& actor, Change const& change, base::Instant now);

// ---- Reading
// ----------------------------------------------------------------------------------------------------------
struct ChangeKind {
  static constexpr std::string_view kPrefix = "chg";
};
using ChangeId = base::Id<ChangeKind>;

/// A change as it is read back; before and after are JSON objects with the personal fields merged in.
struct RecordedChange {
  ChangeId change_id;
  base::Instant at;
  std::string principal;
  std::string display_name;
  std::string action;
  std::string subject_kind;
  std::string subject_id;
  std::optional<std::string> before;
  std::optional<std::string> after;
};

/// Which changes: of one subject, of all subjects of a kind, or all. `limit` is 1..200.
struct ChangeQuery {
  std::optional<std::string> subject_kind{};
  std::optional<std::string> subject_id{};  ///< only together with subject_kind
  std::optional<std::string> cursor{};
  std::int64_t limit = 50;
};

inline constexpr base::Reason kSubjectKindMissing{"history.subject_kind_missing", base::Code::invalid_argument,
                                                  "A subject's id needs its kind beside it."};

/// Newest first. Errors: invalid_argument page.bad_cursor, history.subject_kind_missing.
base::Result<base::Page<RecordedChange>> list_changes(pg::Tx& tx, ChangeQuery const& query);

/// GET /v1/history (permission history.read).
void mount(http::Router& router);

}  // namespace weft::history
