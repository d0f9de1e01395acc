-- call_off_show.sql -- a show does not take place: no seat of it is sold any more, and all are given back at any time.
--
-- outcome is called_off, unchanged (it was before), or unknown. There is no way back. An operator calls it by SQL,
-- until there is a call for it.
CREATE OR REPLACE FUNCTION usher.call_off_show(p_show_id uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
DECLARE
    v_show shows;
BEGIN
    SELECT s.* INTO v_show FROM shows s WHERE s.show_id = p_show_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN 'unknown';
    ELSIF v_show.called_off_at IS NOT NULL THEN
        RETURN 'unchanged';
    END IF;
    INSERT INTO show_changes (show_id, kind, starts_at) VALUES (p_show_id, 'called_off', v_show.starts_at);
    UPDATE shows s SET called_off_at = now() WHERE s.show_id = p_show_id;
    UPDATE concerts c SET version = c.version + 1 WHERE c.concert_id = v_show.concert_id;
    RETURN 'called_off';
END
$$;

GRANT EXECUTE ON FUNCTION usher.call_off_show(uuid) TO usher_worker;
