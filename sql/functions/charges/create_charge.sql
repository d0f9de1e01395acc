-- create_charge.sql -- begins a charge that is paid for with a card.
--
-- outcome is created or replayed, with the charge; or in_flight or key_reused, with nothing. What a buyer may still
-- pay within the hour counts as paid, so that a charge is refused here and not when the card has been debited.
CREATE OR REPLACE FUNCTION usher.create_charge(
    p_user_id uuid, p_amount usher.charge_amount, p_key text, p_fingerprint bytea)
RETURNS TABLE (outcome text, charge_id uuid, amount bigint, provider_reference text, created_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    v_expected bigint;
BEGIN
    outcome := 'created';
    IF p_key IS NOT NULL THEN
        SELECT coalesce(k.outcome, 'created'), k.result_id INTO outcome, charge_id
        FROM claim_key(p_user_id, p_key, p_fingerprint, 'card_charge') k;
    END IF;
    IF outcome = 'created' THEN
        PERFORM count_use(p_user_id, 'top_up', 100);
        INSERT INTO wallets (user_id) VALUES (p_user_id) ON CONFLICT ON CONSTRAINT wallets_user_once DO NOTHING;
        SELECT w.balance INTO v_expected FROM wallets w WHERE w.user_id = p_user_id FOR NO KEY UPDATE;
        v_expected := v_expected + p_amount + (
            SELECT coalesce(sum(c.amount), 0) FROM charges c
            WHERE c.user_id = p_user_id AND c.status = 'PENDING' AND c.created_at > now() - interval '1 hour');
        IF v_expected > 100000000 THEN
            RAISE check_violation USING MESSAGE = 'the charge would pass the limit of the balance',
                CONSTRAINT = 'wallets_balance_limit', TABLE = 'wallets', SCHEMA = 'usher';
        END IF;
        INSERT INTO charges AS c (user_id, amount) VALUES (p_user_id, p_amount) RETURNING c.charge_id INTO charge_id;
        IF p_key IS NOT NULL THEN
            PERFORM remember_key(p_user_id, p_key, p_fingerprint, 'card_charge', charge_id);
        END IF;
    END IF;
    SELECT c.amount, c.provider_reference, c.created_at INTO amount, provider_reference, created_at
    FROM charges c WHERE c.charge_id = create_charge.charge_id;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION usher.create_charge(uuid, usher.charge_amount, text, bytea) TO usher_worker;
