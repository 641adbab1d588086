// testing.h - a database of its own for each test file, cloned from a migrated template.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "platform/pg/pg.h"

namespace weft::pg::testing {

/// A fresh, migrated database on the test cluster named by WEFT_TEST_DATABASE_URL (`./weft test` starts one and sets
/// it; without it a private cluster without fsync is started under the system's temporary folder once a program).
/// The template is made once per distinct set of migrations; cloning it takes some 50 ms. Dropped at the end.
class Database {
 public:
  explicit Database(std::span<Migration const> migrations);
  ~Database();
  Database(Database const&) = delete;
  Database& operator=(Database const&) = delete;

  [[nodiscard]] std::string const& url() const { return url_; }
  [[nodiscard]] Connection::Options options() const;
  [[nodiscard]] Pool& pool() { return *pool_; }
  /// A new connection of the test's own.
  [[nodiscard]] std::unique_ptr<Connection> connect() const;

 private:
  std::string name_;
  std::string url_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace weft::pg::testing
