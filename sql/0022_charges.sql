-- 0022_charges.sql -- points that are paid for with a card, at a payment provider.
--
-- A charge is PENDING until the provider says what became of it. The buyer pays there under the charge's reference.

CREATE TABLE usher.charges (
    charge_id          uuid        NOT NULL DEFAULT usher.uuid_v7(),
    user_id            uuid        NOT NULL,
    amount             usher.charge_amount,
    -- No longer than 40 characters: some card networks take no more.
    provider_reference text        NOT NULL GENERATED ALWAYS AS (charge_id::text) STORED,
    status             text        NOT NULL DEFAULT 'PENDING',
    reason             text,
    transaction_id     uuid,
    created_at         timestamptz NOT NULL DEFAULT now(),
    completed_at       timestamptz,
    CONSTRAINT charges_id_once PRIMARY KEY (charge_id),
    CONSTRAINT charges_reference_once UNIQUE (provider_reference),
    CONSTRAINT charges_transaction_once UNIQUE (transaction_id),
    CONSTRAINT charges_wallet_exists FOREIGN KEY (user_id) REFERENCES usher.wallets,
    CONSTRAINT charges_transaction_exists FOREIGN KEY (transaction_id) REFERENCES usher.ledger_transactions,
    CONSTRAINT charges_status_known CHECK (status IN ('PENDING', 'COMPLETED', 'FAILED')),
    CONSTRAINT charges_completed_by_transaction CHECK ((status = 'COMPLETED') = (transaction_id IS NOT NULL)),
    CONSTRAINT charges_completed_at_a_time CHECK ((status = 'COMPLETED') = (completed_at IS NOT NULL)),
    CONSTRAINT charges_failed_for_a_reason CHECK ((status = 'FAILED') = (reason IS NOT NULL)),
    CONSTRAINT charges_reason_known
        CHECK (reason IN ('failed', 'cancelled', 'amount_differs', 'currency_differs', 'test_payment'))
);
CREATE INDEX charges_pending ON usher.charges (user_id, created_at) WHERE status = 'PENDING';

-- Points that were credited are not taken back by anything the provider says later.
CREATE TRIGGER charges_completed_for_good BEFORE UPDATE ON usher.charges
    FOR EACH ROW WHEN (OLD.status = 'COMPLETED') EXECUTE FUNCTION usher.refuse_change();
CREATE TRIGGER charges_not_deleted BEFORE DELETE OR TRUNCATE ON usher.charges
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();

-- A charge as its buyer sees it: points are the balance that it made.
CREATE VIEW usher.charge_states AS
    SELECT c.charge_id, c.user_id, c.amount, c.provider_reference, c.status, c.reason, c.created_at, c.completed_at,
           e.balance_after AS points
    FROM usher.charges c
    LEFT JOIN usher.ledger_entries e ON e.transaction_id = c.transaction_id AND e.account_kind = 'wallet';

ALTER TABLE usher.idempotency
    DROP CONSTRAINT idempotency_kind_known,
    ADD CONSTRAINT idempotency_kind_known CHECK (kind IN ('charge', 'card_charge', 'payment', 'refund'));

-- outcome created or replayed with the charge; in_flight or key_reused with nothing. What a buyer may still pay within
-- the hour counts as paid, so that a charge is refused here and not when the card has been debited.
CREATE FUNCTION usher.create_charge(p_user_id uuid, p_amount usher.charge_amount, p_key text, p_fingerprint bytea)
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

GRANT SELECT ON usher.charge_states TO usher_worker;
GRANT EXECUTE ON FUNCTION usher.create_charge(uuid, usher.charge_amount, text, bytea) TO usher_worker;
