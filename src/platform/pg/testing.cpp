// testing.cpp - a database of its own for each test file, cloned from a migrated template.
#include "platform/pg/testing.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace weft::pg::testing {
namespace {

/// The same server and user, another database; `base` may be a URL or a connection string.
std::string with_database(std::string const& base, std::string const& database) {
  char* why = nullptr;
  std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const all{PQconninfoParse(base.c_str(), &why),
                                                                         &PQconninfoFree};
  if (!all) {
    std::string const words = why == nullptr ? "" : why;
    PQfreemem(why);
    throw std::runtime_error{"WEFT_TEST_DATABASE_URL: " + words};
  }
  std::string out = fmt::format("dbname='{}'", database);
  for (auto const* option = all.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr || std::string_view{option->keyword} == "dbname") continue;
    out += fmt::format(" {}='{}'", option->keyword, option->val);
  }
  return out;
}

/// The cluster the whole test program uses: that of WEFT_TEST_DATABASE_URL, or a private one that ends with it.
class Server {
 public:
  static Server& get() {
    static Server server;
    return server;
  }
  [[nodiscard]] std::string url_of(std::string const& database) const {
    return cluster_ ? cluster_->url_of(database) : with_database(base_, database);
  }
  /// FNV-1a over the steps: one template for each distinct set.
  std::string template_for(std::span<Migration const> migrations);

 private:
  Server() {
    if (char const* const named = std::getenv("WEFT_TEST_DATABASE_URL")) {
      base_ = named;
      return;
    }
    // Not std::tmpnam: the folder must be one that the user postgres may pass through.
    folder_ = std::filesystem::temp_directory_path() / fmt::format("weft-test-{}", ::getpid());
    Cluster::Options options;
    options.data_dir = folder_;
    options.durable = false;
    options.outlives = false;
    auto opened = Cluster::open(options);
    if (!opened) throw std::runtime_error{"the test cluster did not start: " + opened.error().detail};
    cluster_ = std::move(*opened);
  }
  ~Server() {
    if (!cluster_) return;
    cluster_->stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string base_;
  std::filesystem::path folder_;
  std::unique_ptr<Cluster> cluster_;
};

std::uint64_t digest_of(std::span<Migration const> migrations) {
  std::uint64_t digest = 0xcbf29ce484222325ULL;
  auto const mix = [&](std::string_view text) {
    for (char const letter : text) digest = (digest ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    digest = (digest ^ 0xFFU) * 0x100000001b3ULL;
  };
  for (Migration const& step : migrations) {
    mix(step.schema);
    mix(step.name);
    mix(step.sql);
  }
  return digest;
}

constexpr Query kTemplateExists{"testing.template_exists", "SELECT true FROM pg_database WHERE datname = $1"};

std::string Server::template_for(std::span<Migration const> migrations) {
  auto const name = fmt::format("weft_template_{:016x}", digest_of(migrations));
  Connection admin{{.url = url_of("postgres")}};
  // Made under another name and renamed when done, so that programs side by side see a whole template or none.
  if (!admin.run(kTemplateExists, name).empty()) return name;
  auto const making = fmt::format("{}_{}", name, ::getpid());
  admin.run_script(fmt::format("DROP DATABASE IF EXISTS {}", making));
  admin.run_script(fmt::format("CREATE DATABASE {} TEMPLATE template0", making));
  {
    Connection connection{{.url = url_of(making), .statement_deadline = std::chrono::seconds{60}}};
    auto const migrated = migrate(connection, migrations);
    if (!migrated) throw std::runtime_error{"the migrations were refused: " + migrated.error().detail};
  }
  try {
    admin.run_script(fmt::format("ALTER DATABASE {} RENAME TO {}", making, name));
  } catch (DatabaseError const& error) {
    if (error.sqlstate() != "42P04") throw;  // another program was first
    admin.run_script(fmt::format("DROP DATABASE {}", making));
  }
  return name;
}

}  // namespace

Database::Database(std::span<Migration const> migrations) {
  static std::atomic<int> made{0};
  Server& server = Server::get();
  auto const source = server.template_for(migrations);
  name_ = fmt::format("weft_test_{}_{}", ::getpid(), made.fetch_add(1));
  Connection admin{{.url = server.url_of("postgres")}};
  // Cloning fails with 55006 while another program clones the same template.
  for (int attempt = 1;; ++attempt) {
    try {
      admin.run_script(fmt::format("CREATE DATABASE {} TEMPLATE {}", name_, source));
      break;
    } catch (DatabaseError const& error) {
      if (error.sqlstate() != "55006" || !wait_before_retry(attempt, in(std::chrono::seconds{10}))) throw;
    }
  }
  url_ = server.url_of(name_);
  pool_ = std::make_unique<Pool>(options(), 16);
}

Database::~Database() {
  pool_.reset();
  try {
    Connection admin{{.url = Server::get().url_of("postgres")}};
    admin.run_script(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_));
  } catch (DatabaseError const&) {
    // A test may have ended its server; then the database ends with it.
    return;
  }
}

Connection::Options Database::options() const { return {.url = url_}; }

std::unique_ptr<Connection> Database::connect() const { return std::make_unique<Connection>(options()); }

}  // namespace weft::pg::testing
