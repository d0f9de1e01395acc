/* connections.h -- the test database through each role. */
#ifndef USHER_SQL_SUPPORT_CONNECTIONS_H
#define USHER_SQL_SUPPORT_CONNECTIONS_H

#include <libpq-fe.h>

/* The test database through each role, one connection a role for the whole run. */
PGconn *as_owner(void);
PGconn *as_worker(void);
PGconn *as_scheduler(void);

/* A connection of its own, for what happens at the same moment; closed after the test. */
PGconn *another_worker(void);
PGconn *another_scheduler(void);

/* The superuser, whom no trigger and no foreign key stops after `SET session_replication_role`. */
PGconn *another_superuser(void);

/* Makes the database, or ends the program with a sentence. */
void connections_open(void);
void connections_close(void);

#endif
