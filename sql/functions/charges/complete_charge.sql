-- complete_charge.sql -- the points' way from the funding to the wallet, for a card that was debited: a part of
-- settle_charge.
--
-- Past the limit of a balance the wallet's constraint undoes all.
CREATE OR REPLACE FUNCTION usher.complete_charge(p_charge_id uuid, p_user_id uuid, p_amount bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_transaction_id uuid := usher.uuid_v7();
BEGIN
    WITH credit AS (
        UPDATE usher.wallets w SET balance = w.balance + p_amount, entries = w.entries + 1 WHERE w.user_id = p_user_id
        RETURNING w.balance, w.entries),
    movement AS (
        INSERT INTO usher.ledger_transactions (transaction_id, kind) VALUES (v_transaction_id, 'charge')),
    entry AS (
        INSERT INTO usher.ledger_entries (transaction_id, account_kind, account_id, amount, balance_after, entry_no)
        SELECT v_transaction_id, 'wallet', p_user_id, p_amount, c.balance, c.entries FROM credit c
        UNION ALL
        SELECT v_transaction_id, 'funding', NULL, -p_amount, NULL, NULL)
    UPDATE usher.charges c
    SET status = 'COMPLETED', reason = NULL, transaction_id = v_transaction_id, completed_at = now(),
        credited_amount = nullif(p_amount, c.amount)
    WHERE c.charge_id = p_charge_id;
END
$$;
