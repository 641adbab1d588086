// workers.h - the bounded pool of threads that run routes.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace weft::http {

/// A fixed number of threads over one bounded queue. Tasks must not throw.
class Workers {
 public:
  Workers(std::size_t threads, std::size_t queue_max) : threads_max_{threads}, queue_max_{queue_max} {}
  ~Workers() { stop(); }
  Workers(Workers const&) = delete;
  Workers& operator=(Workers const&) = delete;

  void start();
  /// False when as many wait as may, or after stop().
  bool post(std::function<void()> task);
  /// Ends the threads after the tasks they are at; what waits is dropped.
  void stop();
  [[nodiscard]] std::size_t waiting() const;

 private:
  void work();

  std::size_t threads_max_;
  std::size_t queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::function<void()>> tasks_;  // guarded by mutex_
  bool stopped_ = true;                      // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace weft::http
