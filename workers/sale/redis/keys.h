/* keys.h -- the names of all keys in Redis, written in one place. */
#ifndef USHER_SALE_REDIS_KEYS_H
#define USHER_SALE_REDIS_KEYS_H

#include <stdbool.h>

#include "base/context.h"
#include "base/uuid.h"
#include "store/redis_values.h"

/*
 * All keys of a concert carry the hash tag {concertId}: they are one slot of a cluster.
 *
 *   concert    hash    state and policy, mirrored from Postgres; the tick's counters; losses
 *                      "layout:N:S" → how the section of a seating plan is laid out that begins
 *                      with seat S of show N, "tables:N:S" → how many of its rows are tables:
 *                      see lua/upkeep/restore_layouts.lua
 *   waiting    zset    user → queueNumber
 *   active     zset    admitted user → admission deadline, ms
 *   turns      hash    user → "number admittedAtMs claimed returned", an admission
 *                      "back:user" → "1": a lost place of theirs came back, was given up or used
 *   lapsed     zset    user → when an admission ended unused, ms
 *   lobby      zset    user → arrival, µs: people of a lottery who have no place yet
 *   marks      zset    queueNumber → itself: where a bucket of the board starts
 *   deadlines  zset    "show:seat" → when the hold ends, ms
 *   map:N      string  a letter a seat of show N: A available, H held, S sold, N not for sale
 *   hold:N:S   string  "reservation user deadlineMs payments", PX: the truth about a held seat;
 *                      payments: the fences of those under way, "a,b", or "0"
 *   buyer:U    hash    "show:seat" → "reservation deadlineMs", or "sold reservation"
 *   refunded:R string  PX, of a reservation: a late word of the sale marks nothing
 *   wishes     hash    user → what to hold at the moment of the admission, then what is held,
 *                      until the admission is claimed: see lua/include/queue/wish_record.lua
 */
void queue_keys(struct redis_call *call, const struct uuid *concert_id); /* concert … lapsed */
/* queue_keys, then what an entry is made of: lobby, wishes, buyer. */
void entry_keys(struct redis_call *call, const struct uuid *concert_id, const struct uuid *user_id);
/* queue_keys, then what a claim changes: buyer, deadlines, wishes, holds. */
void gate_keys(struct redis_call *call, const struct uuid *concert_id, const struct uuid *user_id);
void key_concert(struct redis_call *call, const struct uuid *concert_id);
void key_waiting(struct redis_call *call, const struct uuid *concert_id);
void key_active(struct redis_call *call, const struct uuid *concert_id);
void key_turns(struct redis_call *call, const struct uuid *concert_id);
void key_lobby(struct redis_call *call, const struct uuid *concert_id);
void key_marks(struct redis_call *call, const struct uuid *concert_id);
void key_deadlines(struct redis_call *call, const struct uuid *concert_id);
void key_wishes(struct redis_call *call, const struct uuid *concert_id);
/* What the keys of all holds, of all buyers and of all refunds begin with: for scripts that
 * complete them. */
void key_holds(struct redis_call *call, const struct uuid *concert_id);
void key_buyers(struct redis_call *call, const struct uuid *concert_id);
void key_refunds(struct redis_call *call, const struct uuid *concert_id);
void key_map(struct redis_call *call, const struct uuid *concert_id, int64_t show_no);
void key_buyer(struct redis_call *call, const struct uuid *concert_id, const struct uuid *user_id);

/*
 * Of accounts, and of no concert. account: the SHA-256 of the e-mail, in hex; address: of a client.
 *
 *   {sign-in:A}:from:B   counter  tries to sign in to an account from an address, a few minutes
 *   {sign-in:A}:all      counter  the same from all addresses that are not known
 *   {sign-in:A}:known:B  "1"      the owner has signed in from there, within a month
 *   ended:F              "1"      the session F was ended; as long as a queue token of it may last
 */
void sign_in_keys(struct redis_call *call, const char *account, const char *address);
void key_ended_session(struct redis_call *call, const struct uuid *family_id);

/* A seat among a concert's: its hold's key, and the name that scripts give it ("7:12"). */
struct seat_ref {
    int64_t show_no;
    int64_t seat_id;
};
bool seat_ref_parse(const char *text, struct seat_ref *ret_seat); /* the reverse of arg_seat */
void key_hold(struct redis_call *call, const struct uuid *concert_id, const struct seat_ref *seat);
void arg_seat(struct redis_call *call, const struct seat_ref *seat);

/* The first argument of most scripts: '0', or the time a test set. */
void arg_now(struct redis_call *call, const struct context *context);

/* The same moment where no script is asked: from the answer of TIME. */
int64_t redis_now_ms(const struct context *context, const redisReply *time);

#endif
