/* shows.c -- tests of shows: the lettering of their rows, and the limits of their size. */
#include "sql/support/sql.h"

#define CREATE "SELECT show_id FROM usher.create_show($1::uuid, now() + '30 days', $2::jsonb)"

static const char *create(const char *sections)
{
    return sql(as_worker(), CREATE, new_concert(), sections);
}

static void seats_are_numbered_row_by_row_through_the_sections(void)
{
    CHECK(sql(as_worker(),
              "SELECT string_agg(seat_id || ':' || section_no || ':' || number, ' '"
              " ORDER BY seat_id) FROM usher.seats WHERE show_id = $1::uuid",
              create("[{\"name\":\"R\",\"rows\":2,\"seatsPerRow\":2,\"price\":9},"
                     "{\"name\":\"S\",\"rows\":1,\"seatsPerRow\":3,\"price\":5}]")),
          "1:1:A1 2:1:A2 3:1:B1 4:1:B2 5:2:C1 6:2:C2 7:2:C3");
}

static void a_section_knows_where_it_begins(void)
{
    CHECK(sql(as_worker(),
              "SELECT section_no, name, row_count, seats_per_row, price, first_seat_id, first_row"
              " FROM usher.sections WHERE show_id = $1::uuid ORDER BY section_no",
              create("[{\"name\":\"R\",\"rows\":2,\"seatsPerRow\":2,\"price\":9},"
                     "{\"name\":\"S\",\"rows\":1,\"seatsPerRow\":3,\"price\":5}]")),
          "1|R|2|2|9|1|1\n2|S|1|3|5|5|3");
}

static void a_row_says_what_its_seats_say(void)
{
    const char *show_id = create("[{\"name\":\"R\",\"rows\":2,\"seatsPerRow\":3,\"price\":9},"
                                 "{\"name\":\"S\",\"rows\":1,\"seatsPerRow\":2,\"price\":5}]");
    CHECK(sql(as_worker(),
              "SELECT row_no, section_no, label, prefix, first_seat_id, seats, numbers, xs"
              " FROM usher.rows WHERE show_id = $1::uuid ORDER BY row_no",
              show_id),
          "1|1|A|A|1|3||\n2|1|B|B|4|3||\n3|2|C|C|7|2||");
    CHECK(sql(as_worker(),
              "SELECT count(*) FROM usher.rows JOIN (SELECT show_id, section_no, row_label,"
              " min(seat_id) AS first_seat_id, count(*) AS seats FROM usher.seats GROUP BY 1, 2, 3)"
              " AS seat USING (show_id, section_no, first_seat_id, seats)"
              " WHERE show_id = $1::uuid AND label = row_label",
              show_id),
          "3");
}

static void seats_can_be_made_in_steps(void)
{
    const char *show_id = sql(as_worker(),
                              "SELECT show_id FROM usher.create_show_rows($1::uuid, now(),"
                              " '[{\"name\":\"R\",\"rows\":3,\"seatsPerRow\":4,\"price\":9}]')",
                              new_concert());
    static const char *const steps[] = {"1", "6", "11"}; /* of five seats each */
    for (size_t i = 0; i < LENGTH(steps); i++)
        (void)sql(as_worker(), "SELECT usher.create_seats($1::uuid, $2::int, $2::int + 4)", show_id,
                  steps[i]);
    CHECK(sql(as_worker(),
              "SELECT count(*), min(number), max(number), count(DISTINCT number) FROM usher.seats"
              " WHERE show_id = $1::uuid",
              show_id),
          "12|A1|C4|12");
}

static void after_z_comes_aa(void)
{
    CHECK(sql(as_worker(),
              "SELECT string_agg(row_label, ' ' ORDER BY seat_id) FROM usher.seats"
              " WHERE show_id = $1::uuid AND seat_id IN (1, 26, 27, 52, 53, 702, 703)",
              create("[{\"name\":\"R\",\"rows\":800,\"seatsPerRow\":1,\"price\":9}]")),
          "A Z AA AZ BA ZZ AAA");
}

static void the_largest_show_has_a_hundred_thousand_seats(void)
{
    CHECK(sql(as_worker(),
              "SELECT count(*), max(seat_id), count(DISTINCT number) FROM usher.seats"
              " WHERE show_id = $1::uuid",
              create("[{\"name\":\"R\",\"rows\":100,\"seatsPerRow\":1000,\"price\":10000000}]")),
          "100000|100000|100000");
}

static void a_show_out_of_range_breaks_a_rule_by_name(void)
{
    static const struct {
        const char *sections, *refusal;
    } refused[] = {
        {"[]", "!23514 shows_seats_total_range"},
        {"[{\"name\":\"R\",\"rows\":101,\"seatsPerRow\":1000,\"price\":1}]",
         "!23514 shows_seats_total_range"},
        {"[{\"name\":\"R\",\"rows\":2000000000,\"seatsPerRow\":2000000000,\"price\":1}]",
         "!23514 shows_seats_total_range"},
        {"[{\"name\":\"R\",\"rows\":1001,\"seatsPerRow\":1,\"price\":1}]",
         "!23514 sections_rows_range"},
        {"[{\"name\":\"R\",\"rows\":-1,\"seatsPerRow\":-1,\"price\":1}]",
         "!23514 sections_rows_range"},
        {"[{\"name\":\"R\",\"rows\":1,\"seatsPerRow\":1001,\"price\":1}]",
         "!23514 sections_seats_per_row_range"},
        {"[{\"name\":\"R\",\"rows\":1,\"seatsPerRow\":1,\"price\":0}]",
         "!23514 sections_price_range"},
        {"[{\"name\":\"R\",\"rows\":1,\"seatsPerRow\":1,\"price\":10000001}]",
         "!23514 sections_price_range"},
        {"[{\"name\":\"\",\"rows\":1,\"seatsPerRow\":1,\"price\":1}]",
         "!23514 sections_name_length"},
        {"[{\"name\":\"R\",\"rows\":1,\"seatsPerRow\":1,\"price\":1},"
         "{\"name\":\"R\",\"rows\":1,\"seatsPerRow\":1,\"price\":1}]",
         "!23505 sections_name_once"},
        {"[{\"name\":\"R\",\"rows\":1,\"seatsPerRow\":1}]", "!23514 sections_price_known"},
    };
    for (size_t i = 0; i < LENGTH(refused); i++)
        CHECK(create(refused[i].sections), refused[i].refusal);
}

static const char *so_many_sections(const char *count)
{
    return sql(as_worker(),
               "SELECT jsonb_agg(jsonb_build_object('name', n::text, 'rows', 1, 'seatsPerRow', 1,"
               " 'price', 1)) FROM generate_series(1, $1::int) AS n",
               count);
}

static void a_show_has_a_hundred_sections_at_most(void)
{
    const char *concert_id = new_concert();
    CHECK(sql(as_worker(), "SELECT seats_total FROM usher.create_show($1::uuid, now(), $2::jsonb)",
              concert_id, so_many_sections("100")),
          "100");
    CHECK(sql(as_worker(), CREATE, concert_id, so_many_sections("101")),
          "!23514 sections_number_range");
}

static void a_refused_show_leaves_nothing_behind(void)
{
    const char *concert_id = new_concert();
    (void)sql(as_worker(), CREATE, concert_id, so_many_sections("101"));
    CHECK(sql(as_worker(),
              "SELECT version, (SELECT count(*) FROM usher.shows s"
              " WHERE s.concert_id = c.concert_id) FROM usher.concerts c"
              " WHERE concert_id = $1::uuid",
              concert_id),
          "1|0");
}

static void a_show_belongs_to_a_concert_and_changes_its_version(void)
{
    const char *concert_id = new_concert();
    (void)new_show(concert_id, "1", "1");
    CHECK(sql(as_worker(), "SELECT version FROM usher.concerts WHERE concert_id = $1::uuid",
              concert_id),
          "2");
    CHECK(sql(as_worker(), CREATE, new_id(), so_many_sections("1")), "!23503 shows_concert_exists");
}

CU_TestInfo shows_tests[] = {
    TEST(seats_are_numbered_row_by_row_through_the_sections),
    TEST(a_section_knows_where_it_begins),
    TEST(a_row_says_what_its_seats_say),
    TEST(seats_can_be_made_in_steps),
    TEST(after_z_comes_aa),
    TEST(the_largest_show_has_a_hundred_thousand_seats),
    TEST(a_show_out_of_range_breaks_a_rule_by_name),
    TEST(a_show_has_a_hundred_sections_at_most),
    TEST(a_refused_show_leaves_nothing_behind),
    TEST(a_show_belongs_to_a_concert_and_changes_its_version),
    CU_TEST_INFO_NULL,
};
