// pg.h - the face of our PostgreSQL client: named queries, transactions that retry, bulk copies, leases, migrations.
#pragma once

#include "platform/pg/client.h"
#include "platform/pg/cluster.h"
#include "platform/pg/copy.h"
#include "platform/pg/lease.h"
#include "platform/pg/migrations.h"
#include "platform/pg/pool.h"
#include "platform/pg/query.h"
#include "platform/pg/rows.h"
#include "platform/pg/transaction.h"
