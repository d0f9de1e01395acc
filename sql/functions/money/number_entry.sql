-- number_entry.sql -- the trigger of ledger_entries: an entry of a wallet that has no number gets it from the wallet's
-- row.
--
-- The row is locked by whoever moves points, so the numbers are in the order of the commits, whatever clocks do. The
-- functions of this release count in the statement that changes the balance, and bring the number along: check_entries
-- looks that it is the wallet's. A call that was begun under a function of the release before is counted here.
--
-- An entry of a wallet is one that has a balance, by a constraint: the condition is read anew for each statement, and a
-- comparison of texts would cost more than the rest of it.
CREATE OR REPLACE FUNCTION usher.number_entry() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE usher.wallets w SET entries = w.entries + 1 WHERE w.user_id = NEW.account_id
    RETURNING w.entries INTO NEW.entry_no;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER ledger_entries_number BEFORE INSERT ON usher.ledger_entries
    FOR EACH ROW WHEN (NEW.balance_after IS NOT NULL AND NEW.entry_no IS NULL) EXECUTE FUNCTION usher.number_entry();
