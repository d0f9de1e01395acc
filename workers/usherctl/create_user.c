/* create_user.c -- makes accounts, of any role. */
#include "usherctl/create_user.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/crypto/token.h"
#include "base/text/text.h"
#include "sale/account/accounts.h"
#include "usherctl/command.h"

/* Room for the longest password in UTF-8, one byte more to see that it is too long, and the line's
 * end. */
#define PASSWORD_SIZE (PASSWORD_LENGTH_MAX * 4 + 3)

/* A password typed at a terminal does not show. */
static void set_echo(bool on)
{
    struct termios terminal;
    if (tcgetattr(STDIN_FILENO, &terminal) < 0)
        return;
    if (on)
        terminal.c_lflag |= (tcflag_t)ECHO;
    else
        terminal.c_lflag &= ~(tcflag_t)ECHO;
    (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal);
}

static bool read_password(char password[PASSWORD_SIZE])
{
    bool typed = isatty(STDIN_FILENO);
    if (typed) {
        (void)fputs("Password: ", stderr);
        set_echo(false);
    }
    bool ok = fgets(password, PASSWORD_SIZE, stdin) != NULL;
    if (typed) {
        set_echo(true);
        (void)fputc('\n', stderr);
    }
    if (!ok)
        return false;
    password[strcspn(password, "\r\n")] = '\0';
    size_t length = text_utf8_length(password);
    return text_is_utf8(password, strlen(password)) && length >= PASSWORD_LENGTH_MIN &&
           length <= PASSWORD_LENGTH_MAX;
}

/* An account that is there already is what was asked for, so that a script may run twice. */
static int create(struct context *context, const struct credentials *credentials, enum role role)
{
    struct uuid user_id;
    enum err err = accounts_create(context, credentials, role, &user_id);
    if (err == ERR_EMAIL_IN_USE) {
        ctl_line("exists %s", credentials->email);
        return CTL_OK;
    }
    if (err)
        return ctl_stop(CTL_FAILED, "The account was not made: %s", err_sentence(err));
    ctl_line("created %s %s %s", role_name(role), credentials->email, user_id.text);
    return CTL_OK;
}

int ctl_create_user(struct context *context, int count, char **words)
{
    char email[EMAIL_SIZE];
    char password[PASSWORD_SIZE];
    enum role role = ROLE_ADMIN;
    if (count != 1 && (count != 3 || strcmp(words[1], "--role") != 0))
        return ctl_stop(CTL_USAGE, "admin create takes EMAIL [--role buyer|staff|admin].");
    if (!email_normalize(words[0], email))
        return ctl_stop(CTL_USAGE, "'%s' is no e-mail address.", words[0]);
    if (count == 3 && !role_parse(words[2], &role))
        return ctl_stop(CTL_USAGE, "'%s' is no role; buyer, staff and admin are.", words[2]);
    if (!read_password(password))
        return ctl_stop(CTL_USAGE,
                        "The password, one line of standard input, must have %d to %d characters.",
                        PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX);
    struct credentials credentials = {.email = email, .password = password};
    return create(context, &credentials, role);
}
