-- 0005_concerts.sql -- concerts: their state and the policy of their line.
--
-- The schedulers mirror this into Redis; `version` grows with every change of a concert or its shows and tells them when.

CREATE TABLE usher.concerts (
    concert_id            uuid        NOT NULL DEFAULT usher.uuid_v7(),
    name                  text        NOT NULL,
    venue                 text        NOT NULL,
    state                 text        NOT NULL DEFAULT 'SCHEDULED',
    opens_at              timestamptz,
    admit_per_second      int         NOT NULL,
    max_active            int         NOT NULL,
    admission_seconds     int         NOT NULL,
    claim_seconds         int         NOT NULL,
    grace_seconds         int         NOT NULL,
    hold_seconds          int         NOT NULL,
    max_seats_per_user    int         NOT NULL,
    refund_cutoff_seconds int         NOT NULL,
    queueing              text        NOT NULL,
    version               bigint      NOT NULL DEFAULT 1,
    created_at            timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT concerts_id_once PRIMARY KEY (concert_id),
    CONSTRAINT concerts_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT concerts_venue_length CHECK (char_length(venue) BETWEEN 1 AND 200),
    CONSTRAINT concerts_state_known CHECK (state IN ('SCHEDULED', 'OPEN', 'PAUSED', 'CLOSED')),
    CONSTRAINT concerts_admit_per_second_range CHECK (admit_per_second BETWEEN 1 AND 100000),
    CONSTRAINT concerts_max_active_range CHECK (max_active BETWEEN 1 AND 1000000),
    CONSTRAINT concerts_admission_seconds_range CHECK (admission_seconds BETWEEN 1 AND 86400),
    CONSTRAINT concerts_claim_seconds_range CHECK (claim_seconds BETWEEN 1 AND 86400),
    CONSTRAINT concerts_grace_seconds_range CHECK (grace_seconds BETWEEN 0 AND 86400),
    CONSTRAINT concerts_hold_seconds_range CHECK (hold_seconds BETWEEN 1 AND 86400),
    CONSTRAINT concerts_max_seats_per_user_range CHECK (max_seats_per_user BETWEEN 1 AND 100),
    CONSTRAINT concerts_refund_cutoff_seconds_range CHECK (refund_cutoff_seconds BETWEEN 0 AND 31536000),
    CONSTRAINT concerts_queueing_known CHECK (queueing IN ('fifo'))
);

-- A policy that is left out (NULL) takes the default given here.
CREATE FUNCTION usher.create_concert(
    p_name text, p_venue text, p_opens_at timestamptz, p_admit_per_second int, p_max_active int,
    p_admission_seconds int, p_claim_seconds int, p_grace_seconds int, p_hold_seconds int,
    p_max_seats_per_user int, p_refund_cutoff_seconds int, p_queueing text) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
    INSERT INTO concerts (name, venue, opens_at, admit_per_second, max_active, admission_seconds, claim_seconds,
                          grace_seconds, hold_seconds, max_seats_per_user, refund_cutoff_seconds, queueing)
    VALUES (p_name, p_venue, p_opens_at, coalesce(p_admit_per_second, 100), coalesce(p_max_active, 1000),
            coalesce(p_admission_seconds, 300), coalesce(p_claim_seconds, 60), coalesce(p_grace_seconds, 300),
            coalesce(p_hold_seconds, 300), coalesce(p_max_seats_per_user, 4),
            coalesce(p_refund_cutoff_seconds, 86400), coalesce(p_queueing, 'fifo'))
    RETURNING concert_id
$$;

-- What is NULL stays as it is. No row: no such concert.
CREATE FUNCTION usher.update_concert(
    p_concert_id uuid, p_name text, p_venue text, p_opens_at timestamptz, p_admit_per_second int, p_max_active int,
    p_admission_seconds int, p_claim_seconds int, p_grace_seconds int, p_hold_seconds int,
    p_max_seats_per_user int, p_refund_cutoff_seconds int, p_queueing text) RETURNS SETOF usher.concerts
LANGUAGE sql SECURITY DEFINER SET search_path = usher, pg_temp AS $$
    UPDATE concerts SET
        name = coalesce(p_name, name),
        venue = coalesce(p_venue, venue),
        opens_at = coalesce(p_opens_at, opens_at),
        admit_per_second = coalesce(p_admit_per_second, admit_per_second),
        max_active = coalesce(p_max_active, max_active),
        admission_seconds = coalesce(p_admission_seconds, admission_seconds),
        claim_seconds = coalesce(p_claim_seconds, claim_seconds),
        grace_seconds = coalesce(p_grace_seconds, grace_seconds),
        hold_seconds = coalesce(p_hold_seconds, hold_seconds),
        max_seats_per_user = coalesce(p_max_seats_per_user, max_seats_per_user),
        refund_cutoff_seconds = coalesce(p_refund_cutoff_seconds, refund_cutoff_seconds),
        queueing = coalesce(p_queueing, queueing),
        version = version + 1
    WHERE concert_id = p_concert_id
    RETURNING *
$$;

GRANT SELECT ON usher.concerts TO usher_worker, usher_scheduler;
GRANT EXECUTE ON FUNCTION
    usher.create_concert(text, text, timestamptz, int, int, int, int, int, int, int, int, text),
    usher.update_concert(uuid, text, text, timestamptz, int, int, int, int, int, int, int, int, text) TO usher_worker;
