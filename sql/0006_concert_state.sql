-- 0006_concert_state.sql -- the states of a concert and the ways between them.
--
--   SCHEDULED --open--> OPEN --pause--> PAUSED --resume--> OPEN; close leads from each of them to CLOSED, for good.

-- The same verb again is fine: whoever repeats a call wants the state, not the change.
CREATE FUNCTION usher.set_concert_state(p_concert_id uuid, p_verb text) RETURNS TABLE (outcome text, state text)
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
        UPDATE concerts SET state = v_wanted, version = version + 1 WHERE concert_id = p_concert_id;
        RETURN QUERY SELECT 'changed', v_wanted;
    ELSE
        RETURN QUERY SELECT 'not_allowed', v_now;
    END IF;
END
$$;

-- For the scheduler, when `opens_at` was reached by the clock of Redis. The version is the one it has mirrored: a concert
-- that an administrator has put off at the last moment is not opened by an old mirror.
CREATE FUNCTION usher.record_opened(p_concert_id uuid, p_version bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
BEGIN
    UPDATE concerts c SET state = 'OPEN', version = c.version + 1
    WHERE c.concert_id = p_concert_id AND c.version = p_version AND c.state = 'SCHEDULED' AND c.opens_at IS NOT NULL;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION usher.set_concert_state(uuid, text) TO usher_worker;
GRANT EXECUTE ON FUNCTION usher.record_opened(uuid, bigint) TO usher_scheduler;
