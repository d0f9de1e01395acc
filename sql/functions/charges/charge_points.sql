-- charge_points.sql -- points into a wallet.
--
-- outcome is charged or replayed, with the balance after that charge; or in_flight or key_reused, with nothing. More
-- than a hundred top-ups an hour, by card or without, are an error.
CREATE OR REPLACE FUNCTION usher.charge_points(
    p_user_id uuid, p_amount usher.charge_amount, p_key text, p_fingerprint bytea)
RETURNS TABLE (outcome text, points bigint, charge_amount bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    v_charge_id uuid;
BEGIN
    outcome := 'charged';
    IF p_key IS NOT NULL THEN
        SELECT coalesce(c.outcome, 'charged'), c.result_id INTO outcome, v_charge_id
        FROM claim_key(p_user_id, p_key, p_fingerprint, 'charge') c;
    END IF;
    IF outcome = 'charged' THEN
        PERFORM count_use(p_user_id, 'top_up', 100);
        -- A user without a wallet gets one: a missing row is no reason to refuse a person's money.
        v_charge_id := uuid_v7();
        WITH credit AS (
            INSERT INTO wallets AS w (user_id, balance, entries) VALUES (p_user_id, p_amount, 1)
            ON CONFLICT ON CONSTRAINT wallets_user_once
                DO UPDATE SET balance = w.balance + p_amount, entries = w.entries + 1
            RETURNING w.balance, w.entries),
        movement AS (
            INSERT INTO ledger_transactions (transaction_id, kind) VALUES (v_charge_id, 'charge')),
        entry AS (
            INSERT INTO ledger_entries (transaction_id, account_kind, account_id, amount, balance_after, entry_no)
            SELECT v_charge_id, 'wallet', p_user_id, p_amount, c.balance, c.entries FROM credit c
            UNION ALL
            SELECT v_charge_id, 'funding', NULL, -p_amount, NULL, NULL)
        SELECT c.balance INTO points FROM credit c;
        charge_amount := p_amount;
        IF p_key IS NOT NULL THEN
            PERFORM remember_key(p_user_id, p_key, p_fingerprint, 'charge', v_charge_id);
        END IF;
    ELSIF outcome = 'replayed' THEN
        SELECT e.balance_after, e.amount INTO points, charge_amount
        FROM ledger_entries e WHERE e.transaction_id = v_charge_id AND e.account_kind = 'wallet';
    END IF;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION usher.charge_points(uuid, usher.charge_amount, text, bytea) TO usher_worker;
