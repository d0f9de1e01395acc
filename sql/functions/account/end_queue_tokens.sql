-- end_queue_tokens.sql -- the trigger of refresh_families: a session that was ended is told to Redis, by a delivery.
--
-- The queue's path never asks Postgres, and the queue tokens of a session end with it: by whatever it was ended.
CREATE OR REPLACE FUNCTION usher.end_queue_tokens() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO usher.deliveries (kind, subject, payload) VALUES ('ended_session', NEW.family_id::text, '{}')
    ON CONFLICT ON CONSTRAINT deliveries_subject_once DO NOTHING;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER refresh_families_end_queue_tokens AFTER UPDATE OF revoked_at ON usher.refresh_families
    FOR EACH ROW WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL)
    EXECUTE FUNCTION usher.end_queue_tokens();
