-- pay.sql -- what pgbench sends: a payment by the function that the workers call, each for another seat. One that is none
-- ends the client.
\set n :first + :turn * :clients + :client_id
\set turn :turn + 1
SELECT (p.outcome = 'paid')::int AS paid
FROM bench.payers b,
     usher.pay(b.user_id, b.concert_id, ARRAY[b.reservation_id], ARRAY[b.show_id], ARRAY[b.seat_id], ARRAY[now()],
               true, NULL, NULL) p
WHERE b.n = :n \gset
\set counted 1 / :paid
