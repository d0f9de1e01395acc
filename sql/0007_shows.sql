-- 0007_shows.sql -- shows, their sections and their seats.
--
-- Seat ids run from 1 to N inside a show, through its sections, their rows and the places of a row. Rows are lettered
-- A … Z, AA, AB … through all sections of a show, so that a seat's number ("A12") is unique in it.

CREATE TABLE usher.shows (
    show_id     uuid        NOT NULL DEFAULT usher.uuid_v7(),
    -- A short name for keys in Redis and for reservation ids, which have 24 bits for it.
    show_no     int         NOT NULL GENERATED ALWAYS AS IDENTITY,
    concert_id  uuid        NOT NULL,
    starts_at   timestamptz NOT NULL,
    seats_total int         NOT NULL,
    CONSTRAINT shows_id_once PRIMARY KEY (show_id),
    CONSTRAINT shows_number_once UNIQUE (show_no),
    CONSTRAINT shows_number_range CHECK (show_no BETWEEN 1 AND 16777215),
    CONSTRAINT shows_concert_exists FOREIGN KEY (concert_id) REFERENCES usher.concerts,
    CONSTRAINT shows_seats_total_range CHECK (seats_total BETWEEN 1 AND 100000)
);
CREATE INDEX shows_by_concert ON usher.shows (concert_id, starts_at, show_id);

CREATE TABLE usher.sections (
    show_id       uuid   NOT NULL,
    section_no    int    NOT NULL,
    name          text   NOT NULL,
    row_count     int    NOT NULL,
    seats_per_row int    NOT NULL,
    price         bigint NOT NULL,
    first_seat_id int    NOT NULL,
    first_row     int    NOT NULL,
    CONSTRAINT sections_number_once PRIMARY KEY (show_id, section_no),
    CONSTRAINT sections_name_once UNIQUE (show_id, name),
    CONSTRAINT sections_show_exists FOREIGN KEY (show_id) REFERENCES usher.shows,
    CONSTRAINT sections_number_range CHECK (section_no BETWEEN 1 AND 100),
    CONSTRAINT sections_name_length CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT sections_rows_range CHECK (row_count BETWEEN 1 AND 1000),
    CONSTRAINT sections_seats_per_row_range CHECK (seats_per_row BETWEEN 1 AND 1000),
    CONSTRAINT sections_price_range CHECK (price BETWEEN 1 AND 10000000)
);

-- Seats are made from their sections in one statement, in which a foreign key would check each of 100,000 by itself.
CREATE TABLE usher.seats (
    show_id    uuid NOT NULL,
    seat_id    int  NOT NULL,
    section_no int  NOT NULL,
    row_label  text NOT NULL,
    number     text NOT NULL,
    CONSTRAINT seats_id_once PRIMARY KEY (show_id, seat_id),
    CONSTRAINT seats_number_once UNIQUE (show_id, number),
    CONSTRAINT seats_id_range CHECK (seat_id BETWEEN 1 AND 100000)
);

-- 1 is A, 26 is Z, 27 is AA: the columns of a spreadsheet.
CREATE FUNCTION usher.row_letters(p_row int) RETURNS text
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
