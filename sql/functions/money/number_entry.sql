-- number_entry.sql -- the trigger of ledger_entries: an entry of a wallet gets its number from the wallet's row.
--
-- The row is locked by whoever moves points, so the numbers are in the order of the commits, whatever clocks do. A call
-- that was begun under a function of the release before is counted like any other.
CREATE OR REPLACE FUNCTION usher.number_entry() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE usher.wallets w SET entries = w.entries + 1 WHERE w.user_id = NEW.account_id
    RETURNING w.entries INTO NEW.entry_no;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER ledger_entries_number BEFORE INSERT ON usher.ledger_entries
    FOR EACH ROW WHEN (NEW.account_kind = 'wallet') EXECUTE FUNCTION usher.number_entry();
