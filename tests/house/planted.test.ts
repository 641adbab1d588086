// planted.test.ts - each rule must see the breach that is planted for it, and must leave the sound neighbour alone.
import { describe, expect, test } from "vitest";
import { functions, literals } from "./cpp.ts";
import { rules } from "./rules.ts";
import { foreignKeysPointDown, schemasBelongToRooms, type Table, tablesNameTheirShardKey } from "./tables.ts";
import { told, treeOf } from "./tree.ts";

const floors = "# the floors\napp\ninsights\nsupport integration\norders\norg\nplatform\nbase\n";
const head = (name: string) => `// ${name} - what it is, in one sentence.\n`;

/** rule name -> files, and what must be found in them (in parts of the words), in order. */
const planted: Record<string, { files: Record<string, string>; found: string[] }> = {
  "an include goes down, and through a face": {
    files: {
      "floors.txt": floors,
      "src/orders/orders.h": "",
      "src/orders/store.h": "",
      "src/org/org.h": "",
      "src/support/support.h": "",
      "src/integration/connectors/connectors.h": "",
      "src/platform/pg/pg.h": "",
      "src/platform/pg/testing.h": "",
      "src/platform/pg/wire.h": "",
      "src/base/id.h": "",
      "src/org/org.cpp": '#include "org/org.h"\n#include "orders/orders.h"\n// #include "orders/store.h"\n',
      "src/support/support.cpp": '#include "integration/connectors/connectors.h"\n',
      "src/orders/orders.cpp":
        '#include "orders/store.h"\n#include "org/org.h"\n#include "platform/pg/pg.h"\n#include "platform/pg/wire.h"\n' +
        '#include "base/id.h"\n#include "platform/pg/testing.h"\n#include "org/gone.h"\n',
      "src/orders/orders_test.cpp": '#include "platform/pg/testing.h"\n',
      "src/orders/test_shop.h": '#include "platform/pg/testing.h"\n',
      "src/platform/http/http.cpp": '#include "platform/pg/wire.h"\n#include "platform/pg/pg.h"\n',
    },
    found: [
      "src/org/org.cpp:2 includes orders/orders.h: orders is above org",
      "src/support/support.cpp:1 includes integration/connectors/connectors.h: integration is a stranger",
      "src/orders/orders.cpp:4 includes platform/pg/wire.h: only the face",
      "src/orders/orders.cpp:6 includes platform/pg/testing.h: testing support is for tests only",
      "src/orders/orders.cpp:7 includes org/gone.h: there is no such file",
      "src/platform/http/http.cpp:1 includes platform/pg/wire.h: only the face",
    ],
  },
  "a link list goes down, and holds what is included": {
    files: {
      "floors.txt": floors,
      "src/org/CMakeLists.txt": "weft_library(weft_org LINKS weft_platform_pg weft_orders) # weft_app\n",
      "src/orders/CMakeLists.txt": "weft_library(weft_orders\n  LINKS weft_platform_pg)\n",
      "src/platform/pg/CMakeLists.txt": "weft_library(weft_platform_pg LINKS weft_base pq)\n",
      "src/base/CMakeLists.txt": "weft_library(weft_base)\n",
      "src/orders/orders.cpp": '#include "org/org.h"\n#include "base/id.h"\n',
    },
    found: [
      "weft_org links weft_orders: orders is above org",
      "weft_orders includes org/org.h and does not link weft_org",
    ],
  },
  "the parts of a module lean on each other in one direction": {
    files: {
      "src/platform/pg/pg.cpp": '#include "platform/outbox/outbox.h"\n',
      "src/platform/outbox/outbox.cpp": '#include "platform/jobs/jobs.h"\n',
      "src/platform/jobs/jobs.cpp": '#include "platform/pg/pg.h"\n',
      "src/platform/http/http.cpp": '#include "platform/pg/pg.h"\n',
    },
    found: ["closes a circle: platform/pg -> platform/outbox -> platform/jobs -> platform/pg"],
  },
  "a folder is named by the domain, at most three deep": {
    files: {
      "src/org/helpers/x.cpp": "",
      "src/a/b/c/x.cpp": "",
      "src/a/b/c/d/x.cpp": "",
    },
    found: ["src/a/b/c/d lies more than three levels", "src/org/helpers says nothing"],
  },
  "a query has one name, its module's, and stands in a source file": {
    files: {
      "src/org/store.cpp":
        'constexpr pg::Query kGood{"org.find", R"sql(SELECT 1)sql"};\n' +
        'constexpr pg::Query kOther{"orders.find", R"sql(SELECT 1)sql"};\n' +
        'constexpr pg::Query kOdd{"org.odd", kText};\n' +
        'constexpr pg::Query kTwice{"org.find", R"sql(SELECT 1)sql"};\n',
      "src/org/org.h": 'constexpr pg::Query kHead{"org.head", R"sql(SELECT 1)sql"};\n',
      "src/org/org_test.cpp": 'constexpr pg::Query kTest{"x", "SELECT 1"};\n',
      "src/org/plain.cpp": '// constexpr pg::Query kSay{"x", kY};\nconstexpr pg::Query kBegin{"org.begin", "BEGIN"};\n',
    },
    found: [
      "src/org/store.cpp:3 kOdd is not written as",
      "src/org/org.h:1 kHead stands in a header",
      'src/org/store.cpp:2 query "orders.find" is not named org.',
      'src/org/store.cpp:4 query "org.find" is declared in',
    ],
  },
  "SQL never asks for the time": {
    files: {
      "src/org/store.cpp":
        "auto x = clock.now();\n" +
        'constexpr pg::Query kA{"org.a", R"sql(\n  UPDATE org.a SET at = now()\n  WHERE day < CURRENT_DATE -- now()\n)sql"};\n' +
        "void f() { tx.run(\"SELECT 'now'::timestamptz\"); }\n",
      "src/org/migrations/0001_org.sql": "CREATE TABLE org.a (at timestamptz DEFAULT transaction_timestamp ());\n",
      "src/org/org_test.cpp": 'auto sql = "SELECT now()";\n',
    },
    found: [
      "src/org/store.cpp:3 asks for the time: now(",
      "src/org/store.cpp:4 asks for the time: CURRENT_DATE",
      "src/org/migrations/0001_org.sql:1 asks for the time: transaction_timestamp (",
      "src/org/store.cpp:6 asks for the time: 'now'",
    ],
  },
  "SQL uses nothing that hides work or needs one machine": {
    files: {
      "src/org/migrations/0001_org.sql":
        "CREATE TABLE org.a (id bigserial, EXCLUDE USING gist (x WITH &&));\nCREATE CONSTRAINT TRIGGER t AFTER INSERT ON org.a;\n" +
        "-- no trigger here\nCREATE TABLE org.b (id bigint GENERATED ALWAYS AS IDENTITY, serial_number text);\n",
      "src/org/store.cpp":
        'auto a = "SELECT pg_advisory_xact_lock(1)";\nauto b = R"sql(MERGE INTO org.a USING b)sql";\n',
    },
    found: [
      "uses bigserial",
      "uses EXCLUDE",
      "uses TRIGGER",
      "uses GENERATED",
      "uses pg_advisory_xact_lock",
      "uses MERGE",
    ],
  },
  "SQL keeps to the schema of its module": {
    files: {
      "floors.txt": floors,
      "src/orders/store.cpp":
        'auto a = "SELECT * FROM orders.sale JOIN org.channel c ON c.id = orders.sale.id";\n' +
        'auto b = R"sql(INSERT INTO outbox.event VALUES (1))sql";\n',
      "src/insights/store.cpp": 'auto a = "SELECT * FROM orders.sale_facts";\nauto b = "SELECT * FROM orders.sale";\n',
      "src/platform/outbox/store.cpp": 'auto a = "SELECT * FROM outbox.event";\n',
    },
    found: [
      "touches org.channel, which belongs to org",
      "touches outbox.event, which belongs to outbox",
      "touches orders.sale, which",
    ],
  },
  "a reason is declared once, on a face, under its module's name": {
    files: {
      "src/org/org.h":
        '#include "org/words.h"\ninline constexpr base::Reason kA{"org.a", base::Code::conflict, "A."};\n' +
        'inline constexpr base::Reason kB{"orders.b", base::Code::conflict, "B."};\n',
      "src/org/words.h": 'inline constexpr base::Reason kC{"org.c", base::Code::conflict, "C."};\n',
      "src/org/org.cpp": 'constexpr base::Reason kD{"org.a", base::Code::conflict, "D."};\n',
      "src/org/org_test.cpp": 'constexpr base::Reason kE{"x", base::Code::conflict, "E."};\n',
      "src/base/page.h": 'inline constexpr Reason kF{"page.f", Code::conflict, "F."};\n',
    },
    found: [
      'kB "orders.b" is not named org.why',
      'kD "org.a" is not declared on the face',
      'kD "org.a" is declared in src/org/org.h',
    ],
  },
  "a reason is met by a test": {
    files: {
      "src/org/org.h":
        'inline constexpr base::Reason kA{"org.a", base::Code::conflict, "A."};\n' +
        'inline constexpr base::Reason kB{"org.b", base::Code::conflict, "B."};\n' +
        'inline constexpr base::Reason kC{"org.c", base::Code::conflict, "C."};\n' +
        'inline constexpr base::Reason kD{"org.d", base::Code::conflict, "D."};\n' +
        'inline constexpr base::Reason kE{"org.e", base::Code::conflict, "E."};\n',
      "src/org/org_test.cpp": "EXPECT_EQ(name, kA.name);\n",
      "src/app/app_test.cpp": "EXPECT_EQ(name, org::kB.name); kD\n",
      "tests/api/org.test.ts": 'expect(reason).toBe("org.c")\n',
      "tests/house/x.test.ts": '"org.e"\n',
    },
    found: ["src/org/org.h:4 no test meets org.d", "src/org/org.h:5 no test meets org.e"],
  },
  "a file has at most 700 lines": {
    files: {
      "src/org/a.cpp": "int x;\n".repeat(700),
      "src/org/b.cpp": "int x;\n".repeat(701),
      "web/c.ts": `// c.ts\n// long: a table of all currencies\n${"x\n".repeat(900)}`,
      weft: "echo\n".repeat(800),
    },
    found: ["src/org/b.cpp has 701 lines", "weft has 800 lines"],
  },
  "a function has at most 70 lines": {
    files: {
      "src/org/a.cpp":
        `namespace weft {\nvoid fine() {\n${"  x();\n".repeat(68)}}\nvoid Big::long_one(int a) const {\n${"  x();\n".repeat(69)}}\n` +
        `// long: one table\nvoid excused() {\n${"  x();\n".repeat(90)}}\n}\n`,
    },
    found: ["src/org/a.cpp:72 Big::long_one has 71 lines"],
  },
  "a file begins with a sentence on what it is": {
    files: {
      "src/org/a.cpp": head("a.cpp"),
      "src/org/b.cpp": '#include "x.h"\n',
      "src/org/c.h": "// c.h\n",
      "src/org/migrations/0001_a.sql": "CREATE SCHEMA org;\n",
      "tests/door/d.sh": "#!/bin/sh\n# d.sh - tries the door out.\n",
    },
    found: ["src/org/b.cpp:1", "src/org/c.h:1", "src/org/migrations/0001_a.sql:1"],
  },
  "a module has a page of at most 60 lines": {
    files: {
      "src/org/org.h": "",
      "src/orders/orders.h": "",
      "src/orders/README.md": "x\n".repeat(61),
      "src/platform/pg/pg.h": "",
      "src/platform/CMakeLists.txt": "",
      "src/CMakeLists.txt": "",
    },
    found: ["src/org has no README.md", "src/platform/pg has no README.md", "src/orders/README.md has 61 lines"],
  },
  "nothing names a machine, a registry or a network": {
    files: {
      "src/a.cpp": `auto a = "/${"work"}/main"; auto b = "src/work/x"; // /${"root"}/x\n`,
      ".npmrc": `registry=https://registry.${"npm"}js.org\n`,
      "docs/x.md": "127.0.0.1 and 10.1.2.3 and 192.0.2.7\n",
      "src/a_test.cpp": "peer 10.1.2.3\n",
    },
    found: [
      "src/a.cpp:1 names a path",
      "src/a.cpp:1 names a path",
      ".npmrc:1 names a registry",
      "docs/x.md:1 names an address: 10.1.2.3",
    ],
  },
};

describe("a planted breach is found", () => {
  for (const rule of rules) {
    test(rule.name, () => {
      const plant = planted[rule.name];
      expect(plant, "every rule has its planted breach").toBeDefined();
      if (!plant) return;
      const found = told(rule.check(treeOf(plant.files)));
      expect(found.length, found.join("\n")).toBe(plant.found.length);
      for (const [i, part] of plant.found.entries()) expect(found[i]).toContain(part);
    });
  }
});

const sale: Table = {
  name: "orders.sale",
  comment: "shard: record record_id. a sale",
  keys: [{ name: "sale_pkey", primary: true, columns: ["record_id", "sale_id"] }],
  foreignKeys: [],
};

describe("tables", () => {
  const channel: Table = {
    name: "org.channel",
    comment: "shard: reference. a channel",
    keys: [{ name: "channel_pkey", primary: true, columns: ["code"] }],
    foreignKeys: [],
  };
  const tree = treeOf({ "floors.txt": floors, "src/platform/outbox/outbox.h": "" });

  test("name their shard key and begin their keys with it", () => {
    const bad: Table = {
      ...sale,
      keys: [
        { name: "bad_pkey", primary: true, columns: ["sale_id"] },
        { name: "bad_lower", primary: false, columns: ["", "record_id"] },
      ],
    };
    const found = told(
      tablesNameTheirShardKey([
        sale,
        channel,
        bad,
        { ...sale, name: "x.y", comment: "shard: thing x. y" },
        { ...sale, keys: [] },
      ]),
    );
    expect(found).toEqual([
      "orders.sale key bad_pkey (sale_id) does not begin with record_id",
      "orders.sale key bad_lower (, record_id) does not begin with record_id",
      "x.y has no COMMENT 'shard: <kind> <column>. what it holds'",
      "orders.sale has no primary key",
    ]);
  });

  test("point down and stay within their shard key", () => {
    const line: Table = {
      ...sale,
      name: "orders.line",
      foreignKeys: [
        { name: "good", columns: ["record_id", "sale_id"], to: "orders.sale", toColumns: ["record_id", "sale_id"] },
        { name: "reference", columns: ["channel"], to: "org.channel", toColumns: ["code"] },
        { name: "askew", columns: ["sale_id"], to: "orders.sale", toColumns: ["sale_id"] },
        { name: "across", columns: ["bucket"], to: "outbox.event", toColumns: ["bucket"] },
      ],
    };
    const event: Table = { ...sale, name: "outbox.event", comment: "shard: bucket bucket. an event" };
    const up: Table = {
      ...channel,
      foreignKeys: [{ name: "up", columns: ["sale_id"], to: "orders.sale", toColumns: ["sale_id"] }],
    };
    expect(told(foreignKeysPointDown([sale, line, event, up], tree))).toEqual([
      "orders.line askew -> orders.sale does not carry the shard key: record_id must meet record_id",
      "orders.line across -> outbox.event crosses shard keys: record to bucket",
      "org.channel up -> orders.sale does not point down",
      "org.channel up -> orders.sale crosses shard keys: reference to record",
    ]);
  });

  test("live in the schema of a module", () => {
    expect(told(schemasBelongToRooms([sale, { ...sale, name: "odd.table" }], tree))).toEqual([
      "odd is a schema of no module",
    ]);
  });
});

describe("the brace scanner", () => {
  const lengths = (source: string) =>
    functions(source).map(({ name, firstLine, lastLine }) => `${name} ${firstLine}-${lastLine}`);

  test("finds functions in namespaces and classes, whatever braces stand around", () => {
    const source = `// {
#define BRACE {
namespace weft { namespace {
struct Point { int x{}; int y = 1; };
class Box : public Base<int> {
 public:
  explicit Box(Point p) : p_{p}, q_{1, 2}, Base{p} {
    run([&] { return "}" + std::string{R"x({{{)x"}; });
  }
  auto end() const noexcept -> int { return '{'; }
 private:
  Point p_{};
};
constexpr std::array kAll{1, 2};
static auto const kTable = [] {
  return 1;
}();
template <class T>
  requires std::integral<T>
T twice(T value) {
  if (value) {
    return value;
  }
  return 2 * value;
}
BOOST_DESCRIBE_STRUCT(Point, (), (x, y))

bool operator==(Point a, Point b) {
  return a.x == b.x;
}
enum class Colour { red, green };
}}
TEST(Box, Works) {
  for (int i = 0; i < 3; ++i) {
  }
}
`;
    expect(lengths(source)).toEqual(["Box 7-9", "end 10-10", "twice 18-25", "operator== 28-30", "TEST 33-36"]);
  });

  test("reads literals, raw and joined", () => {
    const source = `auto a = "SELECT 1 " // "no"\n  "FROM x"; char c = '"'; auto b = R"sql(a "b")sql";`;
    expect(literals(source).map(({ text }) => text)).toEqual(["SELECT 1 FROM x", 'a "b"']);
  });
});
