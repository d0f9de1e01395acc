/* records.c -- tests that an answer of any length arrives whole, in records of FastCGI. */
#include "http/server/records.h"

#include <fastcgi.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/http/fixture.h"
#include "unit/unit.h"

#define REQUEST_ID 0x1234

/* Another process writes, as one does to nginx: more than the connection has room for. */
static pid_t write_parts(const struct response_part *parts, size_t count, int *ret_connection)
{
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        (void)close(ends[0]);
        _exit(records_write(ends[1], REQUEST_ID, parts, count) ? 0 : 1);
    }
    (void)close(ends[1]);
    *ret_connection = ends[0];
    return pid;
}

static bool read_whole(int connection, void *bytes, size_t length)
{
    for (size_t have = 0; have < length;) {
        ssize_t got = read(connection, (char *)bytes + have, length - have);
        if (got <= 0)
            return false;
        have += (size_t)got;
    }
    return true;
}

/* What all records have in them, one behind the other; ret_records says how many there were. */
static size_t read_records(int connection, char *content, size_t room, int *ret_records)
{
    FCGI_Header header;
    size_t length = 0;
    for (*ret_records = 0; read_whole(connection, &header, sizeof(header)); (*ret_records)++) {
        size_t bytes = (size_t)header.contentLengthB1 << 8 | header.contentLengthB0;
        CU_ASSERT_EQUAL(header.version, FCGI_VERSION_1);
        CU_ASSERT_EQUAL(header.type, FCGI_STDOUT);
        CU_ASSERT_EQUAL(header.requestIdB1 << 8 | header.requestIdB0, REQUEST_ID);
        CU_ASSERT_EQUAL(header.paddingLength, 0);
        CU_ASSERT_TRUE_FATAL(bytes > 0 && length + bytes <= room);
        CU_ASSERT_TRUE_FATAL(read_whole(connection, content + length, bytes));
        length += bytes;
    }
    return length;
}

static void an_answer_longer_than_a_record_arrives_whole(void)
{
    enum { LETTERS = 700000, ROOM = LETTERS + 100 };
    struct arena *arena = fixture_context()->arena;
    char *letters = arena_alloc(arena, LETTERS);
    char *content = arena_alloc(arena, ROOM);
    for (size_t i = 0; i < LETTERS; i++)
        letters[i] = (char)('a' + i % 23);
    const struct response_part parts[] = {{"head ", 5}, {"", 0}, {letters, LETTERS}, {" end", 4}};
    int connection, records;
    pid_t pid = write_parts(parts, 4, &connection);
    CU_ASSERT_EQUAL(read_records(connection, content, ROOM, &records), LETTERS + 9);
    CU_ASSERT_EQUAL(memcmp(content, "head ", 5), 0);
    CU_ASSERT_EQUAL(memcmp(content + 5, letters, LETTERS), 0);
    CU_ASSERT_EQUAL(memcmp(content + 5 + LETTERS, " end", 4), 0);
    CU_ASSERT_EQUAL(records, 11); /* of 65,528 bytes at most */
    CU_ASSERT_EQUAL(waitpid(pid, NULL, 0), pid);
    (void)close(connection);
    arena_reset(arena);
}

static void a_peer_that_has_gone_is_told_of(void)
{
    const struct response_part parts[] = {{"hello", 5}};
    int ends[2];
    (void)signal(SIGPIPE, SIG_IGN);
    CU_ASSERT_EQUAL_FATAL(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    CU_ASSERT_TRUE(records_write(ends[1], REQUEST_ID, parts, 1));
    (void)close(ends[0]);
    CU_ASSERT_FALSE(records_write(ends[1], REQUEST_ID, parts, 1));
    (void)close(ends[1]);
    (void)signal(SIGPIPE, SIG_DFL);
}

CU_TestInfo http_records_tests[] = {
    UNIT(an_answer_longer_than_a_record_arrives_whole),
    UNIT(a_peer_that_has_gone_is_told_of),
    CU_TEST_INFO_NULL,
};
