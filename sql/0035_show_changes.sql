-- 0035_show_changes.sql -- a show that is moved or called off, and what its buyers may do then.
--
-- What was changed is only added to. Who bought before a show was moved may give the seats back until `refund_until`,
-- whatever the cut-off says; who bought for a show that is called off may do so at any time.

ALTER TABLE usher.shows ADD COLUMN called_off_at timestamptz;

CREATE TABLE usher.show_changes (
    show_id      uuid        NOT NULL,
    change_no    bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind         text        NOT NULL,
    starts_at    timestamptz NOT NULL, -- before the change
    moved_to     timestamptz,
    refund_until timestamptz, -- of one that was moved; NULL: at any time
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT show_changes_number_once PRIMARY KEY (change_no),
    CONSTRAINT show_changes_show_exists FOREIGN KEY (show_id) REFERENCES usher.shows,
    CONSTRAINT show_changes_kind_known CHECK (kind IN ('moved', 'called_off')),
    CONSTRAINT show_changes_moved_somewhere CHECK ((kind = 'moved') = (moved_to IS NOT NULL)),
    CONSTRAINT show_changes_moved_elsewhere CHECK (moved_to <> starts_at),
    CONSTRAINT show_changes_refund_of_moved CHECK (refund_until IS NULL OR kind = 'moved')
);
CREATE INDEX show_changes_by_show ON usher.show_changes (show_id, change_no);

CREATE TRIGGER show_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usher.show_changes
    FOR EACH STATEMENT EXECUTE FUNCTION usher.refuse_change();

GRANT SELECT ON usher.show_changes TO usher_worker, usher_scheduler;
