/* err.c -- tests of the table of errors. */
#include "base/err.h"

#include <string.h>

#include "unit/unit.h"

static void ok_is_zero_and_answers_200(void)
{
    CU_ASSERT_EQUAL(OK, 0);
    CU_ASSERT_EQUAL(err_status(OK), 200);
    CU_ASSERT_STRING_EQUAL(err_code(OK), "ok");
}

static void a_row_gives_its_status_code_and_sentence(void)
{
    CU_ASSERT_EQUAL(err_status(ERR_SEAT_TAKEN), 409);
    CU_ASSERT_STRING_EQUAL(err_code(ERR_SEAT_TAKEN), "seat_taken");
    CU_ASSERT_STRING_EQUAL(err_sentence(ERR_SEAT_TAKEN), "Somebody else has the seat.");
}

static void no_error_answers_as_a_success(void)
{
    for (enum err err = OK + 1; err < ERR_COUNT; err++)
        CHECK_ROW(err_status(err) >= 400 && err_status(err) <= 599, err_code(err));
}

static void every_code_is_snake_case_and_its_own(void)
{
    for (enum err err = OK; err < ERR_COUNT; err++) {
        const char *code = err_code(err);
        CHECK_ROW(code[strspn(code, "abcdefghijklmnopqrstuvwxyz_")] == '\0', code);
        for (enum err other = OK; other < err; other++)
            CHECK_ROW(strcmp(code, err_code(other)) != 0, code);
    }
}

static void a_number_outside_the_table_is_internal(void)
{
    CU_ASSERT_EQUAL(err_status(ERR_COUNT), 500);
    CU_ASSERT_STRING_EQUAL(err_code(ERR_COUNT), "internal");
}

static void a_word_stands_for_its_error_and_an_unknown_one_is_internal(void)
{
    static const struct outcome outcomes[] = {{"done", OK}, {"taken", ERR_SEAT_TAKEN}, {0}};
    CU_ASSERT_EQUAL(err_of_outcome(outcomes, "done"), OK);
    CU_ASSERT_EQUAL(err_of_outcome(outcomes, "taken"), ERR_SEAT_TAKEN);
    CU_ASSERT_EQUAL(err_of_outcome(outcomes, ""), ERR_INTERNAL);
    CU_ASSERT_EQUAL(err_of_outcome(outcomes, "tak"), ERR_INTERNAL);
}

CU_TestInfo err_tests[] = {
    UNIT(ok_is_zero_and_answers_200),
    UNIT(a_row_gives_its_status_code_and_sentence),
    UNIT(no_error_answers_as_a_success),
    UNIT(every_code_is_snake_case_and_its_own),
    UNIT(a_number_outside_the_table_is_internal),
    UNIT(a_word_stands_for_its_error_and_an_unknown_one_is_internal),
    CU_TEST_INFO_NULL,
};
