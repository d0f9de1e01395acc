-- 0038_plans.sql -- seating plans as they are: long names, labels of rows and seats, tables, and seats not for sale.

-- A section without a price is shown, and not for sale; whoever pays for one of its seats is refused, as for a seat that
-- is not there. A ROW of a layout that begins with "t" is a table, at which all sit together: "t9+6".
ALTER TABLE usher.sections
    ALTER COLUMN price DROP NOT NULL,
    DROP CONSTRAINT sections_name_length,
    DROP CONSTRAINT sections_layout_form,
    ADD CONSTRAINT sections_name_length CHECK (char_length(name) BETWEEN 1 AND 381),
    ADD CONSTRAINT sections_layout_form CHECK (layout ~ '^\d+:t?\d+(\+\d+)+(;t?\d+(\+\d+)+)*$'),
    ADD CONSTRAINT sections_price_known CHECK (price IS NOT NULL OR layout IS NOT NULL);

-- A seat's number is its prefix and its own number, or with a label what that says, with the own number for each "%s":
-- "Table 1, " and "Chair %s". numbered_at: at which end of the row its label is drawn.
ALTER TABLE usher.rows
    ADD COLUMN seat_label text,
    ADD COLUMN numbered_at text, -- NULL: at both
    DROP CONSTRAINT rows_label_length,
    DROP CONSTRAINT rows_prefix_length,
    ADD CONSTRAINT rows_label_length CHECK (char_length(label) <= 190),
    ADD CONSTRAINT rows_prefix_length CHECK (char_length(prefix) <= 300),
    ADD CONSTRAINT rows_seat_label_length CHECK (char_length(seat_label) <= 193),
    ADD CONSTRAINT rows_seat_label_numbers CHECK (seat_label LIKE '%\%s%'),
    ADD CONSTRAINT rows_numbered_at_known CHECK (numbered_at IN ('start', 'end', 'none'));
