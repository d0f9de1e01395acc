-- 0018_draws.sql -- lotteries: a secret seed with its hash from the first hour on, the list of entrants, the draw.
--
-- A draw is committed (its list, root and places are written, for good) and then revealed (its seed may be read). The
-- list is kept as rows of 4,096 entrants, which are subtrees of the Merkle tree: a million of them are some 250 rows.

ALTER TABLE usher.concerts
    DROP CONSTRAINT concerts_queueing_known,
    ADD CONSTRAINT concerts_queueing_known CHECK (queueing IN ('fifo', 'lottery')),
    ADD CONSTRAINT concerts_lottery_has_hour CHECK (queueing <> 'lottery' OR opens_at IS NOT NULL);

CREATE TABLE usher.draws (
    concert_id   uuid   NOT NULL,
    seed         bytea  NOT NULL,
    seed_hash    bytea  NOT NULL,
    entrants     int,
    root         bytea,
    first_number bigint, -- the queueNumber of place 1; place p has first_number + p - 1
    closed_us    bigint, -- when the lobby was closed, by the clock of Redis: which life of Redis was drawn from
    committed_at timestamptz,
    revealed_at  timestamptz,
    CONSTRAINT draws_concert_once PRIMARY KEY (concert_id),
    CONSTRAINT draws_concert_exists FOREIGN KEY (concert_id) REFERENCES usher.concerts,
    CONSTRAINT draws_seed_length CHECK (octet_length(seed) = 32),
    CONSTRAINT draws_seed_hash CHECK (seed_hash = sha256(seed)),
    CONSTRAINT draws_root_length CHECK (octet_length(root) = 32),
    CONSTRAINT draws_entrants_range CHECK (entrants >= 0),
    CONSTRAINT draws_committed_whole CHECK (
        num_nulls(entrants, root, first_number, closed_us, committed_at) IN (0, 5)),
    CONSTRAINT draws_revealed_last CHECK (revealed_at IS NULL OR committed_at IS NOT NULL)
);

CREATE TABLE usher.draw_chunks (
    concert_id    uuid  NOT NULL,
    chunk_no      int   NOT NULL,
    first_entrant bytea NOT NULL,
    entrants      bytea NOT NULL, -- 32 bytes each, ascending
    places        bytea NOT NULL, -- 4 bytes each, big-endian
    root          bytea NOT NULL, -- of the subtree of these entrants
    CONSTRAINT draw_chunks_number_once PRIMARY KEY (concert_id, chunk_no),
    CONSTRAINT draw_chunks_first_once UNIQUE (concert_id, first_entrant),
    CONSTRAINT draw_chunks_draw_exists FOREIGN KEY (concert_id) REFERENCES usher.draws,
    CONSTRAINT draw_chunks_number_range CHECK (chunk_no >= 0),
    CONSTRAINT draw_chunks_entrants_length CHECK (
        octet_length(entrants) BETWEEN 32 AND 131072 AND octet_length(entrants) % 32 = 0),
    CONSTRAINT draw_chunks_places_length CHECK (octet_length(places) * 8 = octet_length(entrants)),
    CONSTRAINT draw_chunks_first_is_first CHECK (first_entrant = substr(entrants, 1, 32)),
    CONSTRAINT draw_chunks_root_length CHECK (octet_length(root) = 32)
);
-- Hashes do not shrink, so nothing is tried.
ALTER TABLE usher.draw_chunks ALTER entrants SET STORAGE EXTERNAL, ALTER places SET STORAGE EXTERNAL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usher.draw_chunks
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON usher.draws
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();

-- Every step of a draw is taken once: what is written stays, for the owner too.
CREATE FUNCTION usher.keep_draw() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.concert_id, NEW.seed, NEW.seed_hash) IS DISTINCT FROM (OLD.concert_id, OLD.seed, OLD.seed_hash)
       OR (OLD.committed_at IS NOT NULL
           AND (NEW.entrants, NEW.root, NEW.first_number, NEW.closed_us, NEW.committed_at) IS DISTINCT FROM
               (OLD.entrants, OLD.root, OLD.first_number, OLD.closed_us, OLD.committed_at))
       OR (OLD.revealed_at IS NOT NULL AND NEW.revealed_at IS DISTINCT FROM OLD.revealed_at)
       OR (OLD.committed_at IS NULL AND NEW.revealed_at IS NOT NULL) THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'what a draw has fixed is not changed', CONSTRAINT = 'draws_kept', TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_draw BEFORE UPDATE ON usher.draws FOR EACH ROW EXECUTE FUNCTION usher.keep_draw();

-- The seed is drawn here, from the server's own strong randomness (122 bits of each UUID): no worker ever has it.
CREATE FUNCTION usher.begin_draw() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    v_seed bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) ||
                           uuid_send(gen_random_uuid()));
BEGIN
    INSERT INTO usher.draws (concert_id, seed, seed_hash) VALUES (NEW.concert_id, v_seed, sha256(v_seed));
    RETURN NULL;
END
$$;
CREATE TRIGGER begin_draw AFTER INSERT ON usher.concerts
    FOR EACH ROW WHEN (NEW.queueing = 'lottery') EXECUTE FUNCTION usher.begin_draw();

-- Who joins after a lottery's hour has a number above it, and who is drawn has one below it. So the hour may move while
-- the lobby is open, never into the past, and not afterwards; opening by hand makes it now.
CREATE FUNCTION usher.keep_queueing() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := date_trunc('milliseconds', now());
BEGIN
    IF NEW.queueing <> OLD.queueing THEN
        RAISE check_violation USING
            MESSAGE = 'how a line is formed is not changed', CONSTRAINT = 'concerts_queueing_kept',
            TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    IF NEW.queueing <> 'lottery' THEN
        RETURN NEW;
    END IF;
    IF NEW.opens_at IS DISTINCT FROM OLD.opens_at THEN
        IF OLD.state <> 'SCHEDULED' OR OLD.opens_at <= v_now THEN
            RAISE check_violation USING
                MESSAGE = 'the lobby is closed', CONSTRAINT = 'concerts_lobby_closed', TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA;
        END IF;
        NEW.opens_at := greatest(NEW.opens_at, v_now);
    END IF;
    IF OLD.state = 'SCHEDULED' AND NEW.state = 'OPEN' THEN
        NEW.opens_at := least(NEW.opens_at, v_now);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_queueing BEFORE UPDATE ON usher.concerts FOR EACH ROW EXECUTE FUNCTION usher.keep_queueing();
