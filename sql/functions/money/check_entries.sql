-- check_entries.sql -- the trigger of ledger_entries: what moves sums to zero, is written once, and is counted by its
-- wallet.
--
-- All entries of a transaction are written by one statement, and this looks at each statement's own rows: it reads
-- nothing else but the transactions and the wallets that they name, no unbalanced row exists even for a moment, and a
-- transaction of the past takes no further entry. The number of a wallet's last entry is the wallet's count, and the row
-- of the wallet is locked by whoever has changed it: so the numbers are in the order of the commits.
CREATE OR REPLACE FUNCTION usher.check_entries() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    v_balanced boolean;
    v_written_now boolean;
    v_counted boolean;
BEGIN
    SELECT bool_and(e.total = 0), bool_and(e.written_now), bool_and(e.counted)
    INTO v_balanced, v_written_now, v_counted
    FROM (SELECT sum(n.amount) AS total, bool_and(t.created_at = now()) AS written_now,
                 max(n.entry_no) = max(w.entries) AS counted
          FROM new_entries n
          JOIN usher.ledger_transactions t USING (transaction_id)
          LEFT JOIN usher.wallets w ON n.balance_after IS NOT NULL AND w.user_id = n.account_id
          GROUP BY n.transaction_id) e;
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
    IF NOT v_counted THEN
        RAISE check_violation USING
            MESSAGE = 'an entry has the number that its wallet counts', CONSTRAINT = 'ledger_entries_counted',
            TABLE = 'ledger_entries', SCHEMA = 'usher';
    END IF;
    RETURN NULL;
END
$$;
