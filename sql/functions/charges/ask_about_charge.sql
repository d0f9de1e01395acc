-- ask_about_charge.sql -- the trigger of charges: the provider is asked about each, first after a minute.
--
-- An event that is lost must not lose a payment. The charges that were there before are asked about too.
CREATE OR REPLACE FUNCTION usher.ask_about_charge() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO usher.deliveries (kind, subject, payload, next_at)
    VALUES ('charge', NEW.charge_id::text, jsonb_build_object('reference', NEW.charge_id::text),
            now() + interval '1 minute')
    ON CONFLICT ON CONSTRAINT deliveries_subject_once DO NOTHING;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER charges_asked_about AFTER INSERT ON usher.charges
    FOR EACH ROW EXECUTE FUNCTION usher.ask_about_charge();

INSERT INTO usher.deliveries (kind, subject, payload, next_at, created_at)
SELECT 'charge', c.charge_id::text, jsonb_build_object('reference', c.charge_id::text), now() + interval '1 minute',
       c.created_at
FROM usher.charges c WHERE c.status = 'PENDING' AND c.created_at > now() - interval '3 days'
ON CONFLICT ON CONSTRAINT deliveries_subject_once DO NOTHING;
