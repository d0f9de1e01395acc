-- 0032_entry_numbers.sql -- the movements of a wallet are counted, so that their order is not a matter of clocks.
--
-- An id is made of the time of day, which a clock that is set back repeats: two movements of one wallet were then in
-- the wrong order for good. A movement's number comes from the row of its wallet, which whoever moves points has
-- locked; a sequence would not do, as its numbers are not in the order of the commits. The trigger number_entry gives
-- it, whichever function writes the entry; the rows that are there get theirs by number_entries, along the chain of
-- balance_after.

ALTER TABLE usher.wallets
    ADD COLUMN entries bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT wallets_entries_not_negative CHECK (entries >= 0);

-- NULL for the accounts of the house, which have no row to count in.
ALTER TABLE usher.ledger_entries
    ADD COLUMN entry_no bigint,
    ADD CONSTRAINT ledger_entries_number_of_wallet CHECK (entry_no IS NULL OR account_kind = 'wallet' AND entry_no > 0);
CREATE UNIQUE INDEX ledger_entries_number_once ON usher.ledger_entries (account_id, entry_no)
    WHERE account_kind = 'wallet';

-- As in 0026, by number.
CREATE OR REPLACE VIEW usher.audit_wallet_entries AS
    SELECT account_id AS user_id, transaction_id, amount, balance_after,
           coalesce(lag(balance_after) OVER movements, 0) AS balance_before,
           lead(transaction_id) OVER movements IS NULL AS is_last,
           entry_no
    FROM usher.ledger_entries WHERE account_kind = 'wallet'
    WINDOW movements AS (PARTITION BY account_id ORDER BY entry_no, transaction_id);

CREATE VIEW usher.audit_numbers AS
    SELECT 'numbers' AS check_name, w.user_id AS subject,
           (w.entries, w.entries, w.entries)
               = (coalesce(e.count, 0), coalesce(e.numbers, 0), coalesce(e.highest, 0)) AS holds
    FROM usher.wallets w
    LEFT JOIN (SELECT user_id, count(*) AS count, count(DISTINCT entry_no) AS numbers, max(entry_no) AS highest
               FROM usher.audit_wallet_entries GROUP BY user_id) e USING (user_id);

-- As in 0026, with one rule more.
CREATE OR REPLACE VIEW usher.audit AS
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
        (28, 'keys', 'every idempotency key leads to what was done with it'),
        (29, 'numbers', 'every wallet counts its entries, from 1 without a gap')
    ) AS r (rule_no, check_name, rule)
    LEFT JOIN (SELECT * FROM usher.audit_ledger UNION ALL SELECT * FROM usher.audit_wallets
               UNION ALL SELECT * FROM usher.audit_payments UNION ALL SELECT * FROM usher.audit_refunds
               UNION ALL SELECT * FROM usher.audit_accounts UNION ALL SELECT * FROM usher.audit_numbers) f
        USING (check_name)
    GROUP BY r.rule_no, r.check_name, r.rule;
