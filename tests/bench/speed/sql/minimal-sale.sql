-- minimal-sale.sql -- what pgbench sends: the least that a sale could be, in tables of the same shape, each statement
-- prepared: the debit, the sale, the two entries of the ledger and the row for Redis.
\set n :first + :turn * :clients + :client_id
\set turn :turn + 1
BEGIN;
UPDATE bench.wallets SET balance = balance - 1000, entries = entries + 1 WHERE user_id = bench.id(:n)
RETURNING balance \gset
INSERT INTO bench.sales (reservation_id, payment_id, show_id, seat_id, user_id, price, resale, reserved_at)
VALUES (bench.id(:n), bench.id(:n), bench.id(1), :n, bench.id(:n), 1000, 0, now());
INSERT INTO bench.ledger_entries (transaction_id, account_kind, account_id, amount, balance_after, entry_no)
VALUES (bench.id(:n), 'wallet', bench.id(:n), -1000, 0, 1);
INSERT INTO bench.ledger_entries (transaction_id, account_kind, account_id, amount)
VALUES (bench.id(:n), 'revenue', bench.id(1), 1000);
INSERT INTO bench.outbox (concert_id, payment_id) VALUES (bench.id(1), bench.id(:n));
COMMIT;
