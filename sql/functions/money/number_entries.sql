-- number_entries.sql -- numbers the entries that were written before number_entry was there, a wallet at a time.
--
-- Programs of the release before write entries until the trigger is there: so this stands here and not in a numbered
-- file, and finds nothing to do when it is run again. Nobody moves points while it runs, a matter of seconds a million
-- entries.
--
-- Where the ids are in the order of the balances they stay in it. Where a clock was set back between two entries
-- number_trail finds the order. A wallet whose entries do not fit together in any order was wrong before; it keeps the
-- order of the ids, and the audit says so.
CREATE OR REPLACE FUNCTION usher.number_entries() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_wallet uuid;
    v_wallets uuid[];
    v_broken uuid[];
BEGIN
    -- Who pays has a wallet's row before anything of the ledger: in that order, so that nobody waits in a ring.
    LOCK TABLE usher.wallets IN EXCLUSIVE MODE;
    v_wallets := ARRAY(
        SELECT DISTINCT e.account_id FROM usher.ledger_entries e JOIN usher.wallets w ON w.user_id = e.account_id
        WHERE e.account_kind = 'wallet' AND e.entry_no IS NULL);
    IF v_wallets = '{}' THEN
        RETURN;
    END IF;
    ALTER TABLE usher.ledger_entries DISABLE TRIGGER ledger_entries_append_only;
    UPDATE usher.ledger_entries e SET entry_no = o.place
    FROM (SELECT transaction_id, row_number() OVER (PARTITION BY account_id ORDER BY transaction_id) AS place
          FROM usher.ledger_entries WHERE account_kind = 'wallet' AND account_id = ANY (v_wallets)) o
    WHERE e.transaction_id = o.transaction_id AND e.account_kind = 'wallet';
    UPDATE usher.wallets w SET entries = e.count
    FROM (SELECT account_id, count(*) FROM usher.ledger_entries WHERE account_kind = 'wallet' GROUP BY account_id) e
    WHERE w.user_id = e.account_id AND w.user_id = ANY (v_wallets);
    v_broken := ARRAY(
        SELECT DISTINCT user_id FROM usher.audit_wallet_entries
        WHERE user_id = ANY (v_wallets) AND balance_after <> balance_before + amount);
    FOREACH v_wallet IN ARRAY v_broken LOOP
        PERFORM usher.number_trail(v_wallet);
    END LOOP;
    ALTER TABLE usher.ledger_entries ENABLE TRIGGER ledger_entries_append_only;
END
$$;

-- As soon as the part that it calls is there: files are run twice, as their order does not count.
SELECT usher.number_entries() WHERE to_regprocedure('usher.number_trail(uuid)') IS NOT NULL;
