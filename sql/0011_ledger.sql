-- 0011_ledger.sql -- double-entry bookkeeping of points.
--
-- Points move between three kinds of accounts: a user's wallet, the funding that charges come from, and a concert's
-- revenue. Only a wallet has a row with its balance; the house's accounts are the sums of their entries, so that a rush
-- of payments has no row in common.

-- A payment's transaction has the payment's own id: there can be no second one.
CREATE TABLE usher.ledger_transactions (
    transaction_id uuid        NOT NULL,
    kind           text        NOT NULL,
    payment_id     uuid,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ledger_transactions_id_once PRIMARY KEY (transaction_id),
    CONSTRAINT ledger_transactions_kind_known CHECK (kind IN ('charge', 'payment', 'refund')),
    CONSTRAINT ledger_transactions_payment_named CHECK ((kind = 'charge') = (payment_id IS NULL)),
    CONSTRAINT ledger_transactions_payment_once CHECK (kind <> 'payment' OR transaction_id = payment_id),
    CONSTRAINT ledger_transactions_payment_exists FOREIGN KEY (payment_id) REFERENCES usher.payments
);

CREATE TABLE usher.ledger_entries (
    transaction_id uuid   NOT NULL,
    account_kind   text   NOT NULL,
    account_id     uuid,
    amount         bigint NOT NULL,
    balance_after  bigint,
    CONSTRAINT ledger_entries_leg_once PRIMARY KEY (transaction_id, account_kind),
    CONSTRAINT ledger_entries_transaction_exists FOREIGN KEY (transaction_id) REFERENCES usher.ledger_transactions,
    CONSTRAINT ledger_entries_account_known CHECK (account_kind IN ('wallet', 'funding', 'revenue')),
    CONSTRAINT ledger_entries_account_named CHECK ((account_kind = 'funding') = (account_id IS NULL)),
    CONSTRAINT ledger_entries_amount_not_zero CHECK (amount <> 0),
    CONSTRAINT ledger_entries_balance_of_wallet CHECK ((account_kind = 'wallet') = (balance_after IS NOT NULL)),
    CONSTRAINT ledger_entries_balance_not_negative CHECK (balance_after >= 0)
);
CREATE INDEX ledger_entries_by_account ON usher.ledger_entries (account_id, transaction_id DESC);

-- All entries of a transaction are written by one statement, and this looks at each statement's own rows: it reads
-- nothing else, no unbalanced row exists even for a moment, and a transaction of the past takes no further entry.
CREATE FUNCTION usher.check_entries() RETURNS trigger
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

CREATE TRIGGER ledger_entries_sum_to_zero AFTER INSERT ON usher.ledger_entries
    REFERENCING NEW TABLE AS new_entries FOR EACH STATEMENT EXECUTE FUNCTION usher.check_entries();
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usher.ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();
CREATE TRIGGER ledger_transactions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usher.ledger_transactions
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();

GRANT SELECT ON usher.ledger_transactions, usher.ledger_entries TO usher_worker;
