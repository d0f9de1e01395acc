/* html.c -- tests of HTML in which no text is taken for markup. */
#include "base/text/html.h"

#include <string.h>

#include "unit/unit.h"

static struct arena *arena;

static struct html new_html(void)
{
    arena_destroy(arena);
    arena = arena_create((size_t)4 << 20);
    return html_begin(arena);
}

static void every_letter_that_could_be_markup_is_escaped(void)
{
    static const struct {
        const char *text, *written;
    } rows[] = {
        {"", ""},
        {"plain 김 text", "plain 김 text"},
        {"<b>", "&lt;b&gt;"},
        {"a & b &amp; c", "a &amp; b &amp;amp; c"},
        {"\" onclick='x'", "&quot; onclick=&#39;x&#39;"},
        {"%s %d", "%s %d"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct html html = new_html();
        html_add(&html, "%s", rows[i].text);
        CHECK_ROW(strcmp(html.text, rows[i].written) == 0, rows[i].text);
    }
}

static void markup_stays_as_it_is_around_its_texts(void)
{
    struct html html = new_html();
    html_add(&html, "<a title=\"%s\">%s</a>", "\"<", "&");
    html_add(&html, "<br>");
    CU_ASSERT_STRING_EQUAL(html.text, "<a title=\"&quot;&lt;\">&amp;</a><br>");
    CU_ASSERT_EQUAL(html.length, strlen(html.text));
}

static void a_page_grows_as_it_must(void)
{
    enum { TIMES = 5000 };
    struct html html = new_html();
    for (int i = 0; i < TIMES; i++)
        html_add(&html, "<i>%s</i>", "<<<<<<<<");
    CU_ASSERT_EQUAL(strlen(html.text), TIMES * strlen("<i>&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;</i>"));
    CU_ASSERT_STRING_EQUAL(html.text + html.length - strlen("&lt;</i>"), "&lt;</i>");
    arena_destroy(arena);
    arena = NULL;
}

CU_TestInfo html_tests[] = {
    UNIT(every_letter_that_could_be_markup_is_escaped),
    UNIT(markup_stays_as_it_is_around_its_texts),
    UNIT(a_page_grows_as_it_must),
    CU_TEST_INFO_NULL,
};
