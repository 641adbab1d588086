// stream.cpp - events written by anyone, sent by the connection's own thread.
#include "platform/http/stream.h"

#include "platform/http/stream_state.h"

namespace weft::http {
namespace {

/// No line break may end a field early, and NUL makes a client forget the id.
void append_line(std::string& out, std::string_view name, std::string_view text) {
  out.append(name).append(": ");
  for (char const c : text) {
    if (c != '\r' && c != '\n' && c != '\0') out.push_back(c);
  }
  out.push_back('\n');
}

void append_event(std::string& out, std::string_view id, std::string_view event, std::string_view data) {
  if (!id.empty()) append_line(out, "id", id);
  if (!event.empty()) append_line(out, "event", event);
  while (true) {
    auto const end = data.find('\n');
    append_line(out, "data", data.substr(0, end));
    if (end == std::string_view::npos) break;
    data.remove_prefix(end + 1);
  }
  out.push_back('\n');
}

}  // namespace

bool StreamState::send(std::string_view id, std::string_view event, std::string_view data) {
  std::lock_guard const lock{mutex_};
  if (closed_) return false;
  append_event(pending_, id, event, data);
  if (pending_.size() > pending_bytes_max_) closed_ = dropped_ = true;
  wake();
  return !closed_;
}

void StreamState::wake() {
  if (waking_ || ended_ || !sink_) return;
  waking_ = true;
  sink_->loop().deliver({.to = sink_, .what = Delivery::What::stream_data});
}

bool StreamState::closed() const {
  std::lock_guard const lock{mutex_};
  return closed_;
}

void StreamState::close() {
  std::lock_guard const lock{mutex_};
  if (closed_) return;
  closed_ = true;
  wake();
}

void StreamState::on_close(std::function<void()> told) {
  {
    std::lock_guard const lock{mutex_};
    if (!ended_) {
      told_.push_back(std::move(told));
      return;
    }
  }
  told();
}

StreamState::Taken StreamState::take() {
  std::lock_guard const lock{mutex_};
  waking_ = false;
  return {std::exchange(pending_, {}), closed_, dropped_};
}

void StreamState::end() {
  std::vector<std::function<void()>> told;
  std::shared_ptr<Exchange> sink;  // its last owner may be us: let go of it outside the lock
  {
    std::lock_guard const lock{mutex_};
    closed_ = ended_ = true;
    pending_.clear();
    told.swap(told_);
    sink.swap(sink_);
  }
  for (auto const& tell : told) tell();
}

bool StreamHandle::send(std::string_view id, std::string_view event, std::string_view data) const {
  return state_ && state_->send(id, event, data);
}
bool StreamHandle::closed() const { return !state_ || state_->closed(); }
void StreamHandle::close() const {
  if (state_) state_->close();
}
void StreamHandle::on_close(std::function<void()> told) const {
  if (state_) {
    state_->on_close(std::move(told));
  } else {
    told();
  }
}

}  // namespace weft::http
