-- check_entries.sql -- the trigger of ledger_entries: what moves sums to zero, and is written once.
--
-- All entries of a transaction are written by one statement, and this looks at each statement's own rows: it reads
-- nothing else, no unbalanced row exists even for a moment, and a transaction of the past takes no further entry.
CREATE OR REPLACE FUNCTION usher.check_entries() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    v_balanced boolean;
    v_written_now boolean;
BEGIN
    SELECT bool_and(e.total = 0), bool_and(t.created_at = now()) INTO v_balanced, v_written_now
    FROM (SELECT n.transaction_id, sum(n.amount) AS total FROM new_entries n GROUP BY n.transaction_id) e
    JOIN usher.ledger_transactions t USING (transaction_id);
    IF NOT v_balanced THEN
        RAISE check_violation USING
            MESSAGE = 'the entries of a ledger transaction sum to zero', CONSTRAINT = 'ledger_sums_to_zero',
            TABLE = 'ledger_entries', SCHEMA = 'usher';
    END IF;
    IF NOT v_written_now THEN
        RAISE check_violation USING
            MESSAGE = 'the entries of a ledger transaction are written with it', CONSTRAINT = 'ledger_written_at_once',
            TABLE = 'ledger_entries', SCHEMA = 'usher';
    END IF;
    RETURN NULL;
END
$$;
