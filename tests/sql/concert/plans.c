/* plans.c -- tests of shows whose seats stand where a seating plan has them. */
#include "sql/support/sql.h"

#define ROW_OF(more) "{\"section\":1,\"label\":\"A\",\"prefix\":\"A\"" more "}"
#define PLAN_OF(sections, rows)                                                               \
    "{\"width\":90,\"height\":40,\"areas\":[{\"shape\":\"ellipse\"}],\"sections\":[" sections \
    "],\"rows\":[" rows "]}"
#define STALLS "{\"name\":\"Stalls\",\"layout\":\"4:0+3;0+1+1+2;t0+4\",\"price\":300}"
#define BOX "{\"name\":\"Box\",\"layout\":\"1:0+1\",\"price\":100}"
#define HOUSE "{\"name\":\"House\",\"layout\":\"1:0+1\",\"price\":null}"
#define THREE ROW_OF(",\"xs\":[0,30,60],\"ys\":[0,0,0]")
#define NAMED                                                                            \
    "{\"section\":1,\"label\":\"1\",\"prefix\":\"Balcony 1-\",\"numbers\":[\"3\",\"5\"," \
    "\"a,\\\"{\"],\"xs\":[0,60,90],\"ys\":[30,30,30]}"
#define ALONE "{\"section\":2,\"label\":\"\",\"prefix\":\"\",\"xs\":[9],\"ys\":[40]}"
#define HALL PLAN_OF(STALLS "," BOX, THREE "," NAMED "," ALONE)

static const char *create(const char *plan)
{
    return sql(as_worker(),
               "SELECT show_id FROM usher.create_plan_show($1::uuid, now() + '30 days', $2::jsonb)",
               new_concert(), plan);
}

static void its_seats_are_numbered_as_their_rows_say(void)
{
    const char *show_id = create(HALL);
    (void)sql(as_worker(), "SELECT usher.create_seats($1::uuid, 1, 7)", show_id);
    CHECK(sql(as_worker(),
              "SELECT string_agg(seat_id || ':' || section_no || ':' || number, ' '"
              " ORDER BY seat_id) FROM usher.seats WHERE show_id = $1::uuid",
              show_id),
          "1:1:A1 2:1:A2 3:1:A3 4:1:Balcony 1-3 5:1:Balcony 1-5 6:1:Balcony 1-a,\"{ 7:2:1");
}

static void its_sections_have_a_layout_in_the_place_of_a_length_of_rows(void)
{
    CHECK(sql(as_worker(),
              "SELECT name, price, first_seat_id, seats, layout, row_count, seats_per_row"
              " FROM usher.sections WHERE show_id = $1::uuid ORDER BY section_no",
              create(HALL)),
          "Stalls|300|1|6|4:0+3;0+1+1+2;t0+4||\nBox|100|7|1|1:0+1||");
}

static void the_plan_is_kept_with_where_each_seat_stands(void)
{
    const char *show_id = create(HALL);
    CHECK(sql(as_worker(),
              "SELECT seats_total, width, height, areas FROM usher.plans JOIN usher.shows"
              " USING (show_id) WHERE show_id = $1::uuid",
              show_id),
          "7|90|40|[{\"shape\": \"ellipse\"}]");
    CHECK(sql(as_worker(),
              "SELECT row_no, first_seat_id, seats, xs, ys FROM usher.rows WHERE show_id = $1::uuid"
              " ORDER BY row_no",
              show_id),
          "1|1|3|{0,30,60}|{0,0,0}\n2|4|3|{0,60,90}|{30,30,30}\n3|7|1|{9}|{40}");
}

static void its_seats_are_called_by_their_labels(void)
{
    const char *show_id =
        create(PLAN_OF(STALLS, ROW_OF(",\"xs\":[0,1],\"ys\":[0,0],\"seatLabel\":\"-%s (%s)\","
                                      "\"numbers\":[\"7\",\"%s\"],\"numberedAt\":\"end\"")));
    (void)sql(as_worker(), "SELECT usher.create_seats($1::uuid, 1, 2)", show_id);
    CHECK(sql(as_worker(),
              "SELECT string_agg(number, ' | ' ORDER BY seat_id) FROM usher.seats"
              " WHERE show_id = $1::uuid",
              show_id),
          "A-7 (7) | A-%s (%s)");
    CHECK(sql(as_worker(), "SELECT numbered_at FROM usher.rows WHERE show_id = $1::uuid", show_id),
          "end");
}

static void what_has_no_price_is_sold_to_nobody(void)
{
    const char *concert_id = new_concert();
    const char *show_id =
        sql(as_worker(),
            "SELECT show_id FROM usher.create_plan_show($1::uuid, now() + '30 days', $2::jsonb)",
            concert_id, PLAN_OF(STALLS "," HOUSE, THREE "," ALONE));
    (void)sql(as_worker(), "SELECT usher.create_seats($1::uuid, 1, 4)", show_id);
    struct purchase purchase = {
        .user_id = new_user_with_points("1000"),
        .concert_id = concert_id,
        .show_id = show_id,
        .reservations = new_reservations("{3,4}"),
        .seats = "{3,4}",
    };
    CHECK(pay(as_worker(), &purchase), "!23503 sales_seat_exists");
    CHECK(points_of(purchase.user_id), "1000");
}

static void a_plan_that_makes_no_sense_breaks_a_rule_by_name(void)
{
    static const struct {
        const char *plan, *refusal;
    } refused[] = {
        {PLAN_OF(STALLS, ""), "!23514 shows_seats_total_range"},
        {PLAN_OF(STALLS, ROW_OF(",\"xs\":[],\"ys\":[]")), "!23514 shows_seats_total_range"},
        {PLAN_OF(STALLS, ROW_OF(",\"xs\":[1,2],\"ys\":[1]")), "!23514 rows_positions_fit"},
        {PLAN_OF(STALLS, ROW_OF(",\"xs\":[1]")), "!23514 rows_positions_both"},
        {PLAN_OF(STALLS, ROW_OF(",\"xs\":[1],\"ys\":[1],\"numbers\":[]")),
         "!23514 rows_numbers_fit"},
        {PLAN_OF(STALLS, ROW_OF(",\"xs\":[1],\"ys\":[1],\"numbers\":[null]")),
         "!23514 rows_numbers_fit"},
        {PLAN_OF(STALLS "," BOX, THREE), "!23502"},
        {PLAN_OF("{\"name\":\"R\",\"price\":1}", THREE), "!23514 sections_one_shape"},
        {PLAN_OF("{\"name\":\"R\",\"price\":1,\"layout\":\"4:0+\"}", THREE),
         "!23514 sections_layout_form"},
        {PLAN_OF("{\"name\":\"R\",\"price\":0,\"layout\":\"3:0+3\"}", THREE),
         "!23514 sections_price_range"},
        {PLAN_OF("{\"name\":\"R\",\"price\":1,\"layout\":\"t3:0+3\"}", THREE),
         "!23514 sections_layout_form"},
        {PLAN_OF("{\"name\":\"R\",\"price\":1,\"layout\":\"3:0+t3\"}", THREE),
         "!23514 sections_layout_form"},
        {PLAN_OF(STALLS, ROW_OF(",\"xs\":[1],\"ys\":[1],\"seatLabel\":\"Chair\"")),
         "!23514 rows_seat_label_numbers"},
        {PLAN_OF(STALLS, ROW_OF(",\"xs\":[1],\"ys\":[1],\"numberedAt\":\"left\"")),
         "!23514 rows_numbered_at_known"},
    };
    for (size_t i = 0; i < LENGTH(refused); i++)
        CHECK(create(refused[i].plan), refused[i].refusal);
}

static void a_number_that_comes_twice_is_refused(void)
{
    const char *show_id = create(PLAN_OF(STALLS, THREE "," THREE));
    CHECK(sql(as_worker(), "SELECT usher.create_seats($1::uuid, 1, 6)", show_id),
          "!23505 seats_number_once");
}

CU_TestInfo plans_tests[] = {
    TEST(its_seats_are_numbered_as_their_rows_say),
    TEST(its_sections_have_a_layout_in_the_place_of_a_length_of_rows),
    TEST(the_plan_is_kept_with_where_each_seat_stands),
    TEST(its_seats_are_called_by_their_labels),
    TEST(what_has_no_price_is_sold_to_nobody),
    TEST(a_plan_that_makes_no_sense_breaks_a_rule_by_name),
    TEST(a_number_that_comes_twice_is_refused),
    CU_TEST_INFO_NULL,
};
