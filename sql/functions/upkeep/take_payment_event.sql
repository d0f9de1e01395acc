-- take_payment_event.sql -- keeps what the payment provider has told, to be acted upon by a scheduler.
--
-- False for a payment that is none of ours: its charge would be there, as the buyer gets the reference from it. The
-- same event again is the same delivery.
CREATE OR REPLACE FUNCTION usher.take_payment_event(p_webhook_id text, p_reference text, p_paid boolean)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM charges c WHERE c.provider_reference = p_reference) THEN
        RETURN false;
    END IF;
    INSERT INTO deliveries (kind, subject, payload)
    VALUES ('payment_event', p_webhook_id, jsonb_build_object('reference', p_reference, 'paid', p_paid))
    ON CONFLICT ON CONSTRAINT deliveries_subject_once DO NOTHING;
    RETURN true;
END
$$;

GRANT EXECUTE ON FUNCTION usher.take_payment_event(text, text, boolean) TO usher_worker;
