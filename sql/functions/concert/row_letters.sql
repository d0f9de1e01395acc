-- row_letters.sql -- the letters of a row: 1 is A, 26 is Z, 27 is AA, as the columns of a spreadsheet.
CREATE OR REPLACE FUNCTION usher.row_letters(p_row int) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    v_rest int := p_row;
    v_letters text := '';
BEGIN
    WHILE v_rest > 0 LOOP
        v_letters := chr(ascii('A') + (v_rest - 1) % 26) || v_letters;
        v_rest := (v_rest - 1) / 26;
    END LOOP;
    RETURN v_letters;
END
$$;
