-- may_settle.sql -- as programs of 0.2.0 call it: see take_payment_event; goes with 0.4.0.
--
-- Whether an event of the payment provider may still have an effect: only then it is asked.
CREATE OR REPLACE FUNCTION usher.may_settle(p_webhook_id text, p_reference text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = usher, pg_temp SET enable_seqscan = off AS $$
    SELECT EXISTS (SELECT FROM charges WHERE provider_reference = p_reference)
       AND NOT EXISTS (SELECT FROM webhook_events WHERE webhook_id = p_webhook_id)
$$;

GRANT EXECUTE ON FUNCTION usher.may_settle(text, text) TO usher_worker;
