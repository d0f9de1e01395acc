# shellcheck shell=bash
# template.sh -- a home that an Usher of the tests begins with, made once for many: a database with the schema, the
# accounts and the demo's sale. USHER_TEST_TEMPLATE is its folder; without one each begins from nothing. Sourced.

take_template() {
    [[ -n ${USHER_TEST_TEMPLATE:-} && ! -d $USHER_HOME/postgres ]] || return 0
    cp -a "$USHER_TEST_TEMPLATE"/{postgres,redis,viewer,usher.env,credentials.json,demo.json,demo.id} "$USHER_HOME"
}
