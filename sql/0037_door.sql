-- 0037_door.sql -- when the door opens, at which gate a ticket was used, and what was taken back.
--
-- Whoever was let in by mistake is counted out again by a row of its own, never by a deletion. A ticket has one
-- check-in for each time that the one before was taken back: `attempt` counts them. The functions of the release before
-- write attempt 0 alone, and so find a ticket used that was used at all.
ALTER TABLE usher.concerts
    ADD COLUMN checkin_opens_seconds int NOT NULL DEFAULT 21600,
    ADD CONSTRAINT concerts_checkin_opens_seconds_range CHECK (checkin_opens_seconds BETWEEN 0 AND 31536000);

ALTER TABLE usher.checkins
    ADD COLUMN attempt int NOT NULL DEFAULT 0,
    ADD COLUMN gate text,
    ADD CONSTRAINT checkins_gate_length CHECK (char_length(gate) BETWEEN 1 AND 50),
    DROP CONSTRAINT checkins_ticket_once,
    ADD CONSTRAINT checkins_ticket_once PRIMARY KEY (ticket_id, attempt);

-- `undo_id` tells a call from its own repetition, when the answer to the first was lost.
CREATE TABLE usher.checkin_undos (
    ticket_id  uuid        NOT NULL,
    attempt    int         NOT NULL,
    staff_id   uuid        NOT NULL,
    undo_id    uuid        NOT NULL,
    reason     text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT checkin_undos_once PRIMARY KEY (ticket_id, attempt),
    CONSTRAINT checkin_undos_checkin_exists FOREIGN KEY (ticket_id, attempt) REFERENCES usher.checkins,
    CONSTRAINT checkin_undos_staff_exists FOREIGN KEY (staff_id) REFERENCES usher.users,
    CONSTRAINT checkin_undos_reason_length CHECK (char_length(reason) BETWEEN 1 AND 200)
);
CREATE TRIGGER checkin_undos_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usher.checkin_undos
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();

-- The check-ins that count: one of a ticket at most.
CREATE VIEW usher.valid_checkins AS
    SELECT c.ticket_id, c.attempt, c.gate, c.created_at
    FROM usher.checkins c
    WHERE NOT EXISTS (SELECT FROM usher.checkin_undos u WHERE u.ticket_id = c.ticket_id AND u.attempt = c.attempt);
GRANT SELECT ON usher.valid_checkins TO usher_worker;
