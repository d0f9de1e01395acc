-- 0026_audit_ledger.sql -- the books recomputed from their entries: what `usherctl ledger audit` prints.
--
-- Constraints and triggers keep the books right; this trusts none of them. Each view has a row for each thing that it
-- looks at and whether the rule holds for it. Nobody but the owner reads them.

-- A movement of points with its two sides: the wallet, and the account that its kind has on the other side.
CREATE VIEW usher.audit_movements AS
    SELECT t.transaction_id, t.kind, t.payment_id, w.account_id AS user_id, w.amount, w.balance_after,
           o.account_id AS concert_id, o.amount AS other_amount,
           (SELECT count(*) FROM usher.ledger_entries e WHERE e.transaction_id = t.transaction_id) AS sides,
           (SELECT sum(e.amount) FROM usher.ledger_entries e WHERE e.transaction_id = t.transaction_id) AS total
    FROM usher.ledger_transactions t
    LEFT JOIN usher.ledger_entries w ON w.transaction_id = t.transaction_id AND w.account_kind = 'wallet'
    LEFT JOIN usher.ledger_entries o ON o.transaction_id = t.transaction_id
                                    AND o.account_kind = CASE t.kind WHEN 'charge' THEN 'funding' ELSE 'revenue' END;

-- The ids of a wallet's movements are in their order, as they are made while it is locked.
CREATE VIEW usher.audit_wallet_entries AS
    SELECT account_id AS user_id, transaction_id, amount, balance_after,
           coalesce(lag(balance_after) OVER movements, 0) AS balance_before,
           lead(transaction_id) OVER movements IS NULL AS is_last
    FROM usher.ledger_entries WHERE account_kind = 'wallet'
    WINDOW movements AS (PARTITION BY account_id ORDER BY transaction_id);

CREATE VIEW usher.audit_ledger AS
    SELECT 'sides' AS check_name, transaction_id AS subject,
           sides = 2 AND amount IS NOT NULL AND other_amount IS NOT NULL AND (amount > 0) = (kind <> 'payment') AS holds
    FROM usher.audit_movements
    UNION ALL
    SELECT 'zero', transaction_id, coalesce(total, 0) = 0 FROM usher.audit_movements
    UNION ALL
    SELECT 'all_zero', NULL, coalesce(sum(amount), 0) = 0 FROM usher.ledger_entries
    UNION ALL
    SELECT 'entries', e.transaction_id, t.transaction_id IS NOT NULL
    FROM usher.ledger_entries e LEFT JOIN usher.ledger_transactions t USING (transaction_id)
    UNION ALL
    SELECT 'causes', m.transaction_id,
           CASE m.kind WHEN 'charge' THEN m.payment_id IS NULL
                       WHEN 'payment' THEN p.payment_id = m.transaction_id
                       ELSE p.payment_id IS NOT NULL AND f.refund_id IS NOT NULL END
    FROM usher.audit_movements m
    LEFT JOIN usher.payments p ON p.payment_id = m.payment_id
    LEFT JOIN usher.refunds f ON f.refund_id = m.transaction_id;

CREATE VIEW usher.audit_wallets AS
    SELECT 'sums' AS check_name, w.user_id AS subject, w.balance = coalesce(e.total, 0) AS holds
    FROM usher.wallets w
    LEFT JOIN (SELECT user_id, sum(amount) AS total FROM usher.audit_wallet_entries GROUP BY user_id) e USING (user_id)
    UNION ALL
    SELECT 'last', w.user_id, w.balance = coalesce(e.balance_after, 0)
    FROM usher.wallets w LEFT JOIN usher.audit_wallet_entries e ON e.user_id = w.user_id AND e.is_last
    UNION ALL
    SELECT 'chain', transaction_id, balance_after = balance_before + amount FROM usher.audit_wallet_entries
    UNION ALL
    SELECT 'floor', user_id, balance >= 0 FROM usher.wallets
    UNION ALL
    SELECT 'floor', transaction_id, balance_after >= 0 FROM usher.audit_wallet_entries
    UNION ALL
    SELECT 'owners', e.transaction_id, w.user_id IS NOT NULL
    FROM usher.audit_wallet_entries e LEFT JOIN usher.wallets w USING (user_id);

CREATE VIEW usher.audit_payments AS
    SELECT 'payments' AS check_name, p.payment_id AS subject,
           (m.kind, m.user_id, m.amount, m.concert_id, m.other_amount)
               IS NOT DISTINCT FROM ('payment', p.user_id, -p.total_amount, p.concert_id, p.total_amount) AS holds
    FROM usher.payments p LEFT JOIN usher.audit_movements m ON m.transaction_id = p.payment_id
    UNION ALL
    SELECT 'prices', p.payment_id, p.total_amount IS NOT DISTINCT FROM s.total
    FROM usher.payments p
    LEFT JOIN (SELECT payment_id, sum(price) AS total FROM usher.sales GROUP BY payment_id) s USING (payment_id)
    UNION ALL
    SELECT 'shown', p.payment_id, p.points_after IS NOT DISTINCT FROM m.balance_after
    FROM usher.payments p LEFT JOIN usher.audit_movements m ON m.transaction_id = p.payment_id
    UNION ALL
    SELECT 'buyers', s.reservation_id, (s.user_id, h.concert_id) IS NOT DISTINCT FROM (p.user_id, p.concert_id)
    FROM usher.sales s
    LEFT JOIN usher.payments p USING (payment_id)
    LEFT JOIN usher.shows h ON h.show_id = s.show_id
    UNION ALL
    SELECT 'sections', s.reservation_id, s.price IS NOT DISTINCT FROM c.price
    FROM usher.sales s
    LEFT JOIN usher.seats seat ON seat.show_id = s.show_id AND seat.seat_id = s.seat_id
    LEFT JOIN usher.sections c ON c.show_id = s.show_id AND c.section_no = seat.section_no
    UNION ALL
    SELECT 'seats', min(s.reservation_id::text)::uuid, count(*) = 1
    FROM usher.sales s
    WHERE NOT EXISTS (SELECT FROM usher.refunded_sales r WHERE r.reservation_id = s.reservation_id)
    GROUP BY s.show_id, s.seat_id
    UNION ALL
    SELECT 'tickets', s.reservation_id, count(t.ticket_id) = 1
    FROM usher.sales s LEFT JOIN usher.tickets t USING (reservation_id) GROUP BY s.reservation_id
    UNION ALL
    SELECT 'ticket_sales', t.ticket_id, s.reservation_id IS NOT NULL
    FROM usher.tickets t LEFT JOIN usher.sales s USING (reservation_id);

CREATE VIEW usher.audit_refunds AS
    SELECT 'refunds' AS check_name, f.refund_id AS subject,
           (m.kind, m.payment_id, m.user_id, m.amount, m.concert_id, m.other_amount)
               IS NOT DISTINCT FROM ('refund', f.payment_id, f.user_id, f.amount, f.concert_id, -f.amount) AS holds
    FROM usher.refunds f LEFT JOIN usher.audit_movements m ON m.transaction_id = f.refund_id
    UNION ALL
    SELECT 'refund_prices', f.refund_id, f.amount IS NOT DISTINCT FROM s.total
    FROM usher.refunds f
    LEFT JOIN (SELECT r.refund_id, sum(s.price) AS total
               FROM usher.refunded_sales r JOIN usher.sales s USING (reservation_id) GROUP BY r.refund_id) s
        USING (refund_id)
    UNION ALL
    SELECT 'refund_shown', f.refund_id, f.points_after IS NOT DISTINCT FROM m.balance_after
    FROM usher.refunds f LEFT JOIN usher.audit_movements m ON m.transaction_id = f.refund_id
    UNION ALL
    SELECT 'refund_buyers', f.refund_id, (f.user_id, f.concert_id) IS NOT DISTINCT FROM (p.user_id, p.concert_id)
    FROM usher.refunds f LEFT JOIN usher.payments p USING (payment_id)
    UNION ALL
    SELECT 'refund_sales', r.reservation_id, f.payment_id IS NOT NULL AND f.payment_id IS NOT DISTINCT FROM s.payment_id
    FROM usher.refunded_sales r
    LEFT JOIN usher.refunds f USING (refund_id)
    LEFT JOIN usher.sales s USING (reservation_id)
    UNION ALL
    SELECT 'refund_most', p.payment_id, sum(f.amount) <= p.total_amount
    FROM usher.refunds f JOIN usher.payments p USING (payment_id) GROUP BY p.payment_id, p.total_amount;

CREATE VIEW usher.audit_accounts AS
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
                                               ('charge', c.user_id, c.amount::bigint)
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

-- A row a rule: how many things were looked at, for how many it does not hold, and one of those.
CREATE VIEW usher.audit AS
    SELECT r.rule_no, r.check_name, r.rule, count(f.check_name) AS checked,
           count(*) FILTER (WHERE f.holds IS NOT TRUE AND f.check_name IS NOT NULL) AS differences,
           (min(f.subject::text) FILTER (WHERE f.holds IS NOT TRUE)) AS example
    FROM (VALUES
        (1, 'sides', 'every movement of points has its two sides, of the kinds that it should have'),
        (2, 'zero', 'every movement of points sums to zero'),
        (3, 'all_zero', 'all entries together sum to zero'),
        (4, 'entries', 'every entry belongs to a movement'),
        (5, 'causes', 'every movement is a charge, or has its payment or refund'),
        (6, 'sums', 'every balance is the sum of its entries'),
        (7, 'last', 'every balance is what its last entry has left'),
        (8, 'chain', 'every entry continues the balance that the one before has left'),
        (9, 'floor', 'no balance is or ever was negative'),
        (10, 'owners', 'every entry of a wallet has its wallet'),
        (11, 'payments', 'every payment moved its total from its payer to its concert'),
        (12, 'prices', 'every payment is what its seats cost'),
        (13, 'shown', 'every payment shows the balance that it has left'),
        (14, 'buyers', 'every seat was sold to its payer, in the concert that was paid'),
        (15, 'sections', 'every seat was sold at the price of its section'),
        (16, 'seats', 'every seat has at most one owner'),
        (17, 'tickets', 'every sale has one ticket'),
        (18, 'ticket_sales', 'every ticket has its sale'),
        (19, 'refunds', 'every refund moved its amount from the concert to the payer'),
        (20, 'refund_prices', 'every refund is what its seats cost'),
        (21, 'refund_shown', 'every refund shows the balance that it has left'),
        (22, 'refund_buyers', 'every refund is of a payment of the same payer and concert'),
        (23, 'refund_sales', 'every refunded seat was sold by the payment that was refunded'),
        (24, 'refund_most', 'no payment was refunded beyond its total'),
        (25, 'revenue', 'every concert''s revenue is its payments less its refunds'),
        (26, 'cards', 'every completed card charge moved its amount to its wallet, and no other did'),
        (27, 'cards_once', 'no movement belongs to two card charges'),
        (28, 'keys', 'every idempotency key leads to what was done with it')
    ) AS r (rule_no, check_name, rule)
    LEFT JOIN (SELECT * FROM usher.audit_ledger UNION ALL SELECT * FROM usher.audit_wallets
               UNION ALL SELECT * FROM usher.audit_payments UNION ALL SELECT * FROM usher.audit_refunds
               UNION ALL SELECT * FROM usher.audit_accounts) f USING (check_name)
    GROUP BY r.rule_no, r.check_name, r.rule;
