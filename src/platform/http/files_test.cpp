// files_test.cpp - static files: variants, revalidation, the client's own routes, no way out of the folder; TLS.
#include <fstream>

#include "platform/http/test_door.h"

namespace weft::http::testing {
namespace {

namespace fs = std::filesystem;

class Files : public DoorTest {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / fmt::format("weft-files-{}", ::getpid());
    fs::remove_all(folder);
    write("secret.txt", "not for the web");
    write("web/index.html", "<!doctype html>");
    write("web/index.html.gz", "gzipped");
    write("web/index.html.br", "brotli");
    write("web/robots.txt", "User-agent: *");
    write("web/assets/app-1a2b3c4d.js", "plain");
    write("web/assets/app-1a2b3c4d.js.gz", "zipped");
    fs::create_symlink(folder / "secret.txt", folder / "web/link.txt");
    router.files("/", folder / "web", "index.html");
    router.document("/v1/text", kPublic, "text/plain", [](Call&) { return Document{"text"}; }, {});
  }
  void TearDown() override {
    DoorTest::TearDown();
    fs::remove_all(folder);
  }
  void write(std::string const& name, std::string_view text) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream{folder / name} << text;
  }
  fs::path folder;
};

TEST_F(Files, ChooseTheSmallestFormTheClientTakes) {
  serve();
  auto const plain = once(get("/index.html"));
  EXPECT_EQ(plain.body, "<!doctype html>");
  EXPECT_EQ(plain.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
  EXPECT_EQ(plain.header("cache-control"), "no-cache");
  EXPECT_NE(plain.header("content-security-policy").find("script-src 'self'"), std::string::npos);
  EXPECT_EQ(plain.header("cross-origin-opener-policy"), "same-origin");
  auto const brotli = once(get("/index.html", "Accept-Encoding: gzip, deflate, br\r\n"));
  EXPECT_EQ(brotli.body, "brotli");
  EXPECT_EQ(brotli.header("content-encoding"), "br");
  EXPECT_EQ(once(get("/index.html", "Accept-Encoding: gzip, br;q=0\r\n")).body, "gzipped");
  EXPECT_EQ(once(get("/index.html", "Accept-Encoding: br;q=0.0, gzip;q=0\r\n")).body, "<!doctype html>");
  EXPECT_NE(brotli.header("etag"), plain.header("etag"));
  Client client{port()};
  EXPECT_EQ(client.ask(get("/index.html", "If-None-Match: " + plain.header("etag") + "\r\n")).status, 304);
  auto const head = client.ask(request("HEAD", "/robots.txt"), true);
  EXPECT_EQ(head.header("content-length"), "13");
}

TEST_F(Files, LetHashedAssetsBeKeptForGood) {
  serve();
  auto const asset = once(get("/assets/app-1a2b3c4d.js", "Accept-Encoding: gzip\r\n"));
  EXPECT_EQ(asset.body, "zipped");
  EXPECT_EQ(asset.header("cache-control"), "public, max-age=31536000, immutable");
}

TEST_F(Files, GiveThePageForTheClientsOwnRoutes) {
  serve();
  std::string const page = "Accept: text/html,application/xhtml+xml\r\n";
  EXPECT_EQ(once(get("/", page)).body, "<!doctype html>");
  EXPECT_EQ(once(get("/imports/new", page)).body, "<!doctype html>");
  EXPECT_EQ(once(get("/imports/new")).status, 404);
  EXPECT_EQ(once(get("/assets/gone-123.js", page)).status, 404);
  EXPECT_EQ(once(get("/v1/nothing", page)).status, 404);
  EXPECT_EQ(once(get("/v1/text", page)).body, "text");
  EXPECT_EQ(once(request("DELETE", "/imports/new")).status, 405);
}

TEST_F(Files, HaveNoWayOut) {
  serve();
  for (auto const* path :
       {"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt", "//secret.txt",
        "/link.txt", "/%00", "/.%2e/secret.txt", "/assets/%2e%2e%2f%2e%2e%2fsecret.txt"}) {
    auto const reply = once(get(path));
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(reply.body.find("not for the web"), std::string::npos);
  }
}

TEST_F(Files, RefuseAFolderThatIsNotThere) {
  Router other;
  EXPECT_THROW(other.files("/", folder / "none", ""), std::runtime_error);
  EXPECT_THROW(other.files("/", folder / "web", "none.html"), std::runtime_error);
}

TEST_F(Files, SpeakTls) {
  auto const made =
      std::system(fmt::format("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
                              "-subj /CN=127.0.0.1 -keyout {0}/key.pem -out {0}/cert.pem 2>/dev/null",
                              folder.string())
                      .c_str());
  if (made != 0) GTEST_SKIP() << "openssl is not installed";
  options.tls_certificate = folder / "cert.pem";
  options.tls_key = folder / "key.pem";
  serve();
  auto const seen = folder / "seen";
  auto const asked =
      std::system(fmt::format("printf 'GET /robots.txt HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n' | "
                              "openssl s_client -quiet -connect 127.0.0.1:{} > {} 2>/dev/null",
                              port(), seen.string())
                      .c_str());
  EXPECT_EQ(asked, 0);
  std::ifstream in{seen};
  std::string const text{std::istreambuf_iterator<char>{in}, {}};
  EXPECT_NE(text.find("HTTP/1.1 200 OK"), std::string::npos);
  EXPECT_NE(text.find("Strict-Transport-Security"), std::string::npos);
  EXPECT_NE(text.find("User-agent: *"), std::string::npos);
  // Plain text to a TLS port, and silence, end without an answer.
  Client plain{port()};
  plain.send(get("/"));
  plain.ended();
  options.tls_key = folder / "none.pem";
  options.port = 0;
  Server broken{options, Router{}, database().pool(), clock, tokens};
  EXPECT_THROW(broken.start(), std::runtime_error);
}

}  // namespace
}  // namespace weft::http::testing
