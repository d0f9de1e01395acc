-- number_trail.sql -- numbers a wallet's entries along the chain of their balances: a part of number_entries.
--
-- An entry leads from one balance to another: the entries are the ways between balances, of which each is gone once.
-- From each balance the one with the lowest id is gone first. Where there is no way on, the last one is written down,
-- and the rounds that begin before it are looked for: so the entries are written down from the last to the first.
CREATE OR REPLACE FUNCTION usher.number_trail(p_user_id uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_ids uuid[]; -- the ways, in the order of the balances they begin at and then of their ids
    v_from int[]; -- the balance where each begins, as a number
    v_to int[]; -- the one where it ends; 0: none begins there
    v_first int[]; -- of each balance, the first of its ways that was not gone
    v_last int[];
    v_at int; -- the balance that was reached
    v_way int[] := '{}'; -- what was gone and is not written down
    v_depth int := 0;
    v_trail uuid[] := '{}'; -- what is written down, from the last entry
    v_next int;
BEGIN
    WITH ways AS (
        SELECT e.transaction_id, e.balance_after, e.balance_after - e.amount AS balance_before,
               row_number() OVER (ORDER BY e.balance_after - e.amount, e.transaction_id)::int AS way,
               dense_rank() OVER (ORDER BY e.balance_after - e.amount)::int AS balance
        FROM usher.ledger_entries e WHERE e.account_kind = 'wallet' AND e.account_id = p_user_id),
    balances AS (
        SELECT w.balance, w.balance_before AS points, min(w.way) AS first, max(w.way) AS last
        FROM ways w GROUP BY w.balance, w.balance_before)
    SELECT array_agg(w.transaction_id ORDER BY w.way), array_agg(w.balance ORDER BY w.way),
           array_agg(coalesce(t.balance, 0) ORDER BY w.way),
           (SELECT array_agg(b.first ORDER BY b.balance) FROM balances b),
           (SELECT array_agg(b.last ORDER BY b.balance) FROM balances b),
           (SELECT b.balance FROM balances b WHERE b.points = 0)
    INTO v_ids, v_from, v_to, v_first, v_last, v_at
    FROM ways w LEFT JOIN balances t ON t.points = w.balance_after;
    LOOP
        IF v_first[v_at] <= v_last[v_at] THEN
            v_next := v_first[v_at];
            v_first[v_at] := v_next + 1;
            v_depth := v_depth + 1;
            v_way[v_depth] := v_next;
            v_at := v_to[v_next];
        ELSIF v_depth > 0 THEN
            v_next := v_way[v_depth];
            v_depth := v_depth - 1;
            v_trail := v_trail || v_ids[v_next];
            v_at := v_from[v_next];
        ELSE
            EXIT;
        END IF;
    END LOOP;
    IF cardinality(v_trail) = cardinality(v_ids) THEN
        UPDATE usher.ledger_entries e SET entry_no = NULL
        WHERE e.account_kind = 'wallet' AND e.account_id = p_user_id;
        UPDATE usher.ledger_entries e SET entry_no = cardinality(v_trail) + 1 - t.place
        FROM unnest(v_trail) WITH ORDINALITY AS t (transaction_id, place)
        WHERE e.account_kind = 'wallet' AND e.transaction_id = t.transaction_id;
    END IF;
END
$$;
