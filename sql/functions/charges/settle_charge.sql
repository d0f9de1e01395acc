-- settle_charge.sql -- what the payment provider says of a charge, acted on once.
--
-- The provider's present word on a payment decides, whatever made us ask; amount and currency count when it is PAID. Of
-- one that is PARTIAL_CANCELLED before it was ever seen to be PAID the amount is what is left, and is credited. The id
-- of the event is NULL where none is counted.
--
-- outcome is unknown (no such charge), repeated (an event that had its effect), unfinished, completed, failed with the
-- reason, or kept: the charge was COMPLETED before, and a reason says what the provider has against it now. A
-- FAILED charge may still be completed, as its buyer may try again and events may overtake each other.
CREATE OR REPLACE FUNCTION usher.settle_charge(
    p_webhook_id text, p_reference text, p_provider_status text, p_amount bigint, p_currency text)
RETURNS TABLE (outcome text, charge_id uuid, user_id uuid, reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    v_charge charges;
    v_is_partial boolean := coalesce(p_provider_status = 'PARTIAL_CANCELLED', false);
    v_is_paid boolean := v_is_partial OR coalesce(p_provider_status = 'PAID', false);
BEGIN
    SELECT c.* INTO v_charge FROM charges c WHERE c.provider_reference = p_reference FOR NO KEY UPDATE;
    charge_id := v_charge.charge_id;
    user_id := v_charge.user_id;
    reason := CASE
        WHEN charge_id IS NULL THEN NULL
        WHEN p_provider_status = 'FAILED' THEN 'failed'
        WHEN p_provider_status = 'CANCELLED' THEN 'cancelled'
        WHEN v_is_partial AND (v_charge.status = 'COMPLETED' OR p_amount = 0) THEN 'cancelled'
        WHEN p_provider_status = 'TEST_PAID' THEN 'test_payment'
        WHEN v_is_paid AND p_currency IS DISTINCT FROM 'KRW' THEN 'currency_differs'
        WHEN v_is_partial AND p_amount BETWEEN 1 AND v_charge.amount THEN NULL
        WHEN v_is_paid AND p_amount IS DISTINCT FROM v_charge.amount THEN 'amount_differs'
    END;
    outcome := CASE
        WHEN charge_id IS NULL THEN 'unknown'
        WHEN EXISTS (SELECT FROM webhook_events w WHERE w.webhook_id = p_webhook_id) THEN 'repeated'
        WHEN reason IS NULL AND NOT v_is_paid THEN 'unfinished'
        WHEN v_charge.status = 'COMPLETED' THEN 'kept'
        WHEN reason IS NULL THEN 'completed'
        ELSE 'failed'
    END;
    IF outcome = 'completed' THEN
        PERFORM complete_charge(charge_id, user_id, p_amount);
    ELSIF outcome = 'failed' THEN
        UPDATE charges c SET status = 'FAILED', reason = settle_charge.reason
        WHERE c.charge_id = settle_charge.charge_id;
    END IF;
    IF p_webhook_id IS NOT NULL AND outcome IN ('completed', 'failed', 'kept') THEN
        INSERT INTO webhook_events (webhook_id) VALUES (p_webhook_id)
        ON CONFLICT ON CONSTRAINT webhook_events_id_once DO NOTHING;
    END IF;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION usher.settle_charge(text, text, text, bigint, text) TO usher_worker, usher_scheduler;
