-- 0033_deliveries.sql -- what has to be told to somebody, or asked, outside: kept until it is done.
--
-- Whoever is to be told may be away, so nothing of it happens in the call that makes it necessary. A row waits for its
-- hour; a process of a scheduler works it off, and puts it off when that fails. What a kind does is written in the
-- programs, which take the kinds that they know.

CREATE TABLE usher.deliveries (
    delivery_id bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind        text        NOT NULL,
    subject     text        NOT NULL, -- what it is about; a kind has it once
    payload     jsonb       NOT NULL,
    tries       int         NOT NULL DEFAULT 0,
    next_at     timestamptz NOT NULL DEFAULT now(),
    created_at  timestamptz NOT NULL DEFAULT now(),
    tried_at    timestamptz,
    ended_at    timestamptz, -- done, or given up
    last_error  text,        -- of one that is ended: why it was given up; NULL: it is done
    CONSTRAINT deliveries_id_once PRIMARY KEY (delivery_id),
    CONSTRAINT deliveries_subject_once UNIQUE (kind, subject),
    CONSTRAINT deliveries_kind_form CHECK (kind ~ '^[a-z_]{1,40}$'),
    CONSTRAINT deliveries_subject_length CHECK (char_length(subject) BETWEEN 1 AND 255),
    CONSTRAINT deliveries_payload_size CHECK (pg_column_size(payload) <= 65536),
    CONSTRAINT deliveries_tries_not_negative CHECK (tries >= 0),
    CONSTRAINT deliveries_error_length CHECK (char_length(last_error) BETWEEN 1 AND 200)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX deliveries_waiting ON usher.deliveries (next_at) WHERE ended_at IS NULL;
CREATE INDEX deliveries_by_end ON usher.deliveries (ended_at) WHERE ended_at IS NOT NULL;

-- Of a payment that was cancelled in part before it was credited, what is left of it.
ALTER TABLE usher.charges
    ADD COLUMN credited_amount bigint,
    ADD CONSTRAINT charges_credited_range CHECK (credited_amount BETWEEN 1 AND amount);

-- As in 0022, with what was credited.
CREATE OR REPLACE VIEW usher.charge_states AS
    SELECT c.charge_id, c.user_id, c.amount, c.provider_reference, c.status, c.reason, c.created_at, c.completed_at,
           e.balance_after AS points, e.amount AS credited_amount
    FROM usher.charges c
    LEFT JOIN usher.ledger_entries e ON e.transaction_id = c.transaction_id AND e.account_kind = 'wallet';

-- As in 0026; a card charge moved what was credited.
CREATE OR REPLACE VIEW usher.audit_accounts AS
    SELECT 'revenue' AS check_name, c.concert_id AS subject,
           coalesce((SELECT sum(e.amount) FROM usher.ledger_entries e
                     WHERE e.account_id = c.concert_id AND e.account_kind = 'revenue'), 0)
               = coalesce(p.total, 0) - coalesce(f.total, 0) AS holds
    FROM usher.concerts c
    LEFT JOIN (SELECT concert_id, sum(total_amount) AS total FROM usher.payments GROUP BY 1) p USING (concert_id)
    LEFT JOIN (SELECT concert_id, sum(amount) AS total FROM usher.refunds GROUP BY 1) f USING (concert_id)
    UNION ALL
    SELECT 'cards', c.charge_id,
           CASE c.status WHEN 'COMPLETED' THEN (m.kind, m.user_id, m.amount) IS NOT DISTINCT FROM
                                               ('charge', c.user_id, coalesce(c.credited_amount, c.amount)::bigint)
                         ELSE c.transaction_id IS NULL END
    FROM usher.charges c LEFT JOIN usher.audit_movements m ON m.transaction_id = c.transaction_id
    UNION ALL
    SELECT 'cards_once', transaction_id, count(*) = 1
    FROM usher.charges WHERE transaction_id IS NOT NULL GROUP BY transaction_id
    UNION ALL
    SELECT 'keys', i.result_id,
           CASE i.kind
               WHEN 'charge' THEN (m.kind, m.user_id) IS NOT DISTINCT FROM ('charge', i.user_id)
               WHEN 'payment' THEN p.user_id IS NOT DISTINCT FROM i.user_id
               WHEN 'refund' THEN f.user_id IS NOT DISTINCT FROM i.user_id
               WHEN 'card_charge' THEN c.user_id IS NOT DISTINCT FROM i.user_id END
    FROM usher.idempotency i
    LEFT JOIN usher.audit_movements m ON m.transaction_id = i.result_id
    LEFT JOIN usher.payments p ON p.payment_id = i.result_id
    LEFT JOIN usher.refunds f ON f.refund_id = i.result_id
    LEFT JOIN usher.charges c ON c.charge_id = i.result_id;

GRANT SELECT ON usher.deliveries TO usher_scheduler;
