// copy.cpp - binary COPY into a table.
#include "platform/pg/copy.h"

#include <libpq-fe.h>

#include "platform/pg/session.h"

namespace weft::pg {
namespace {

using namespace std::string_view_literals;

/// The signature, no flags, no header extension (PostgreSQL manual, COPY, "Binary Format").
constexpr std::string_view kHeader = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0"sv;
constexpr std::size_t kFlushBytes = 256 * 1024;

}  // namespace

CopyIn::CopyIn(Tx& tx, Query const& statement) : tx_{tx}, name_{statement.name} {
  tx_.require_open();
  if (!tx_.begun_ || !tx_.deferred_.empty()) tx_.round(nullptr, {});
  Session& session = *tx_.connection_.session_;
  session.leave_pipeline();
  tx_.failed_ = true;  // until finish()
  session.send_script(std::string{statement.sql}, name_);
  session.only(tx_.round_deadline(), name_);
  copying_ = true;
  buffer_.reserve(kFlushBytes + 4096);
  buffer_ += kHeader;
}

CopyIn::~CopyIn() {
  if (!copying_) return;
  Session& session = *tx_.connection_.session_;
  try {
    PQputCopyEnd(session.native(), "the copy was given up");
    session.drain(tx_.round_deadline(), name_);
  } catch (std::exception const&) {
    session.drop();
  }
}

void CopyIn::write() {
  wire::put(buffer_, static_cast<std::int16_t>(row_.count()));
  for (std::size_t at = 0; at < static_cast<std::size_t>(row_.count()); ++at) {
    wire::put(buffer_, std::int32_t{row_.lengths()[at]});
    buffer_ += row_.bytes(at);
  }
  if (buffer_.size() >= kFlushBytes) flush();
}

void CopyIn::flush() {
  Session& session = *tx_.connection_.session_;
  // What was handed over before must have left, or libpq's buffer would grow without end; this part then travels while
  // the next is being filled. PostgreSQL's objections wait until finish().
  session.flush(tx_.round_deadline(), name_);
  if (PQputCopyData(session.native(), buffer_.data(), static_cast<int>(buffer_.size())) != 1) throw session.lost(name_);
  buffer_.clear();
}

std::int64_t CopyIn::finish() {
  wire::put(buffer_, std::int16_t{-1});
  flush();
  Session& session = *tx_.connection_.session_;
  copying_ = false;
  if (PQputCopyEnd(session.native(), nullptr) < 0) throw session.lost(name_);
  Rows const done{session.only(tx_.round_deadline(), name_).release()};
  tx_.failed_ = false;
  return done.affected();
}

}  // namespace weft::pg
