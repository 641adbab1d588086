// workers.cpp - threads over a queue.
#include "platform/http/workers.h"

namespace weft::http {

void Workers::start() {
  {
    std::lock_guard const lock{mutex_};
    stopped_ = false;
  }
  for (std::size_t i = 0; i < threads_max_; ++i) threads_.emplace_back([this] { work(); });
}

bool Workers::post(std::function<void()> task) {
  {
    std::lock_guard const lock{mutex_};
    if (stopped_ || tasks_.size() >= queue_max_) return false;
    tasks_.push_back(std::move(task));
  }
  posted_.notify_one();
  return true;
}

void Workers::stop() {
  std::deque<std::function<void()>> dropped;
  {
    std::lock_guard const lock{mutex_};
    stopped_ = true;
    dropped.swap(tasks_);
  }
  posted_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

std::size_t Workers::waiting() const {
  std::lock_guard const lock{mutex_};
  return tasks_.size();
}

void Workers::work() {
  for (;;) {
    std::function<void()> task;
    {
      std::unique_lock lock{mutex_};
      posted_.wait(lock, [this] { return stopped_ || !tasks_.empty(); });
      if (stopped_) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }
}

}  // namespace weft::http
