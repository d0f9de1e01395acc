-- set_concert_state.sql -- takes a concert from one state to another.
--
-- SCHEDULED --open--> OPEN --pause--> PAUSED --resume--> OPEN; close leads from each of them to CLOSED, for good.
--
-- The same verb again is fine: whoever repeats a call wants the state, not the change. A lottery that is opened before
-- its hour has it now.
CREATE OR REPLACE FUNCTION usher.set_concert_state(p_concert_id uuid, p_verb text)
RETURNS TABLE (outcome text, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_now text;
    v_from text[] := CASE p_verb WHEN 'open' THEN '{SCHEDULED}' WHEN 'pause' THEN '{OPEN}' WHEN 'resume' THEN '{PAUSED}'
                                 WHEN 'close' THEN '{SCHEDULED,OPEN,PAUSED}' END;
    v_wanted text := CASE p_verb WHEN 'open' THEN 'OPEN' WHEN 'pause' THEN 'PAUSED' WHEN 'resume' THEN 'OPEN'
                                 WHEN 'close' THEN 'CLOSED' END;
BEGIN
    IF v_wanted IS NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = format('no such verb: %s', p_verb);
    END IF;
    SELECT c.state INTO v_now FROM concerts c WHERE c.concert_id = p_concert_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'unknown', NULL;
    ELSIF v_now = v_wanted THEN
        RETURN QUERY SELECT 'unchanged', v_now;
    ELSIF v_now = ANY (v_from) THEN
        UPDATE concerts c SET
            state = v_wanted,
            opens_at = CASE WHEN p_verb = 'open' AND c.queueing = 'lottery'
                            THEN least(c.opens_at, date_trunc('milliseconds', now())) ELSE c.opens_at END,
            version = c.version + 1
        WHERE c.concert_id = p_concert_id;
        RETURN QUERY SELECT 'changed', v_wanted;
    ELSE
        RETURN QUERY SELECT 'not_allowed', v_now;
    END IF;
END
$$;

GRANT EXECUTE ON FUNCTION usher.set_concert_state(uuid, text) TO usher_worker;
