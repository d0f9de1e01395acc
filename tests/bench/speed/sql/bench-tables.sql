-- bench-tables.sql -- what pgbench reads and writes: who pays for which seat, and the tables of a minimal sale, with
-- the columns, checks and indexes of the real ones, and neither their foreign keys nor their triggers.
CREATE SCHEMA bench;
CREATE TABLE bench.payers (
    n int PRIMARY KEY, user_id uuid, concert_id uuid, reservation_id uuid, show_id uuid, seat_id int);
CREATE TABLE bench.wallets (LIKE usher.wallets INCLUDING ALL) WITH (fillfactor = 70);
CREATE TABLE bench.sales (LIKE usher.sales INCLUDING ALL);
CREATE TABLE bench.ledger_entries (LIKE usher.ledger_entries INCLUDING ALL);
CREATE TABLE bench.outbox (LIKE usher.outbox INCLUDING ALL);
CREATE FUNCTION bench.id(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT lpad(to_hex(n), 32, '0')::uuid $$;
GRANT USAGE ON SCHEMA bench TO usher_worker;
GRANT SELECT ON ALL TABLES IN SCHEMA bench TO usher_worker;
GRANT EXECUTE ON FUNCTION bench.id(bigint) TO usher_worker;
GRANT INSERT, UPDATE ON bench.wallets, bench.sales, bench.ledger_entries, bench.outbox TO usher_worker;
